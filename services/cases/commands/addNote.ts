import { Type } from 'typebox'

import { body, label, text } from '../../kernel/fields.ts'
import { caseCommand } from '../case.ts'

export const addNote = caseCommand({
  summary: { zh: '添加备注', en: 'Add a note; also to a closed case' },
  permission: 'case.note',
  body: body({
    text: text('备注', 'Note'),
    about: Type.Optional(label('所指事项（事件序号或派单任务）', 'What it is about: revision or assignment', 64)),
  }),

  decide: (note) => [{ type: 'NoteAdded', data: note }],
})
