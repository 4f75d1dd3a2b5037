export const search = {
  title: '搜索工单',
  placeholder: '诉求内容、标题、地点或工单编号',
  label: '搜索内容',
  tooShort: '请至少输入两个字。',
  start: '输入两个字以上即可搜索，如“路灯”“供暖”。',
  scope: '只搜索您有权查看的工单；要求保密的工单不在其中。',
  found: '找到 {n} 件',
  foundAtLeast: '找到 {n} 件以上',
  nothing: '没有找到“{q}”',
  nothingText: '请换一种说法，或减少字数。',
  results: '搜索结果',
}
