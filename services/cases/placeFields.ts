import { Type } from 'typebox'

import { choice, code, part, text } from '../kernel/fields.ts'
import { placeSources } from './events.ts'

const codes = {
  district: Type.Optional(code('区县代码', 'Code of the district')),
  street: Type.Optional(code('街道乡镇代码', 'Code of the street or township')),
  community: Type.Optional(code('社区村代码', 'Code of the community or village')),
  lon: Type.Optional(Type.Number({ minimum: -180, maximum: 180, title: '经度', description: 'Longitude' })),
  lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90, title: '纬度', description: 'Latitude' })),
  source: choice(placeSources, '位置来源', 'How the place is known'),
  precision: Type.Optional(Type.Number({ minimum: 0, title: '精度（米）', description: 'Precision in metres' })),
}

/** Where it is, without the words that may name a door. */
export const placeCodesBody = part(codes, '位置', 'Place')
export const placeBody = part(
  { ...codes, text: Type.Optional(text('详细地址', 'Address in words', 500)) },
  '发生位置',
  'Place',
)
