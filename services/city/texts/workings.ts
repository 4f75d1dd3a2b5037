// Data: what staff write of one case alone, full of particulars (particulars.ts).
export const noted = [
  '{clock}与诉求人通话{minutes}，约定{明日|后日|周内}{clock}在{mark}碰面，带队{one}。',
  '{one}、{one}到{road}{number}走访{n}户，{n}户反映一致，{one}记录，照片{n}张（{tail}）。',
  '{firm}称需{n}天备料，{one}催了{n}次，先在{mark}{设警示|拉围挡|贴告示}{metres}。',
  '{clock}复看{door}，{n}处中{n}处已处理，余下的{one}{明日上午|当晚|周内}继续。',
  '{one}{clock}到场，{诉求人不在|由{neighbour}代为说明|与{firm}的{one}一同查看}，留了电话，{tail}。',
]
export const looked = [
  '{one}于{clock}到{mark}，现场有{n}人，{拍照{n}张|录像{minutes}}留存{tail}',
  '走访{door}等{n}户，{n}户同意、{n}户另有要求，由{one}逐户说明',
  '调取{road}{number}{监控|台账|记录}，{clock}至{clock}共{n}条，{与诉求人所说相符|未见异常|有{n}条对不上}',
  '{firm}负责人{one}到场，{承诺{n}天内整改|签收通知{tail}|补交材料{n}份}',
  '现场测量{metres}，涉及{area}，{需{n}个工时|预算{sum}|备料{n}件}',
]
export const finished = [
  '{clock}完工，{one}验看，{n}天后由{one}复查',
  '用料{n}件、{n}人{minutes}，台账{tail}',
  '{neighbour}在场确认，{one}签字',
]
export const toldOf = [
  '工作人员{one}{clock}到{road}{number}{查看|核实}，走访{n}户居民',
  '{one}与您通话{minutes}，就{mark}一处作了说明',
  '涉及{metres}的路段由{firm}负责，已约谈其负责人{one}',
  '我们调阅了{n}份记录（{tail}），并请{one}到场说明',
]
export const promised = [
  '预计{n}天内完成，联系人{one}，分机{n}',
  '{n}天后我们会到{door}回看一次',
  '过程中如有变化，由{one}电话告知您',
]
export const advised = [
  '诉求人住{door}，{就近到{road}{number}办理|可在{clock}前到窗口}',
  '提醒带齐{n}样材料，{clock}后不再取号，咨询转{n}号分机',
  '诉求人{old}，{由{one}代办|家人陪同前往}，已讲了{minutes}',
  '此前{t}问过，{tail}，本次一并说明',
]
