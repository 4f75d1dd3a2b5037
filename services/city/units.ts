import type { CityPlace } from './places.ts'
import { cityName } from './places.ts'

export type CityUnit = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly parent: string
  readonly handlesCases: boolean
}

/** The unit that an empty installation begins with; the city gives it its name. */
export const cityRoot = 'root'
/** The desk that takes calls and keeps the cases. */
export const intakeUnit = 'hotline'

/** Code, name, English name; two blanks more: one level below the line above. */
const offices = `
hotline|市政务服务便民热线中心|12345 Hotline Centre
  hotline-desk|话务受理科|Call Desk
  hotline-dispatch|派单审核科|Dispatch Section
  hotline-visit|回访督办科|Return Visit Section
urban|市城市管理局|City Management Bureau
  urban-lamps|市路灯管理所|Street Lights Office
    urban-lamps-crew|路灯抢修班|Street Lights Repair Crew
  urban-clean|市环境卫生中心|City Cleaning Centre
  urban-green|市园林绿化中心|Parks and Greenery Centre
  urban-law|市城管综合执法支队|City Enforcement Brigade
  urban-heat|市热力集团有限公司|Lanze Heating Group
    urban-heat-east|东部供热服务站|Heating Service East
    urban-heat-west|西部供热服务站|Heating Service West
  urban-gas|市燃气有限公司|Lanze Gas Company
    urban-gas-crew|燃气抢险班|Gas Emergency Crew
housing|市住房和城乡建设局|Housing and Construction Bureau
  housing-property|物业管理科|Property Management Section
  housing-quality|建设工程质量安全站|Construction Quality and Safety Station
  housing-fund|市住房保障与公积金中心|Housing Security and Fund Centre
transport|市交通运输局|Transport Bureau
  transport-bus|市公共交通集团|City Bus Group
    transport-bus-lines|线路运营部|Lines Department
  transport-taxi|客运管理处|Passenger Transport Office
  transport-road|市公路养护中心|Road Maintenance Centre
    transport-road-crew|道路养护一班|Road Crew One
market|市市场监督管理局|Market Regulation Bureau
  market-consumer|消费者权益保护科|Consumer Protection Section
  market-food|食品安全监管科|Food Safety Section
  market-price|价格监督与计量科|Prices and Measures Section
  market-lift|特种设备安全科|Special Equipment Section
ecology|市生态环境局|Ecology and Environment Bureau
  ecology-law|生态环境执法支队|Environmental Enforcement Brigade
labour|市人力资源和社会保障局|Human Resources and Social Security Bureau
  labour-law|劳动保障监察支队|Labour Inspection Brigade
  labour-insurance|市社会保险中心|Social Insurance Centre
health|市卫生健康委员会|Health Commission
medicare|市医疗保障局|Medical Insurance Bureau
education|市教育局|Education Bureau
police|市公安局|Public Security Bureau
  police-traffic|交通警察支队|Traffic Police Brigade
  police-household|户政与出入境支队|Households and Passports Brigade
  police-security|治安管理支队|Public Order Brigade
water|市水务局|Water Bureau
  water-supply|市自来水有限公司|Lanze Water Supply Company
    water-supply-crew|供水抢修一班|Water Supply Crew One
    water-supply-lab|水质检测班|Water Quality Team
  water-drain|市排水管理处|Drainage Office
    water-drain-crew|排涝抢险班|Drainage Crew
power|市供电公司|Lanze Power Company
  power-crew|配网抢修中心|Grid Repair Centre
civil|市民政局|Civil Affairs Bureau
agriculture|市农业农村局|Agriculture and Rural Affairs Bureau
land|市自然资源和规划局|Natural Resources and Planning Bureau
culture|市文化广电旅游体育局|Culture, Tourism and Sport Bureau
services|市行政审批服务局|Administrative Services Bureau
tax|市税务局|Tax Office
emergency|市应急管理局|Emergency Management Bureau
`

function listedOffices(): CityUnit[] {
  const above: string[] = [cityRoot]
  return offices
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const depth = (line.length - line.trimStart().length) / 2
      const [code = '', name = '', nameEn = ''] = line.trim().split('|')
      above[depth + 1] = code
      return { code, name, nameEn, parent: above[depth] ?? cityRoot, handlesCases: true }
    })
}

/** Communities whose own office handles cases: the first two of every city district's first street. */
const withOffice = ({ code, level }: CityPlace) => level === 'community' && /^9901\d\d001001$/.test(code)

const endings = {
  district: ['人民政府', 'Government'],
  street: ['办事处', 'Office'],
  community: ['居委会', 'Committee'],
} as const

function officeOf({ code, name, nameEn, level, parent }: CityPlace): CityUnit {
  const [end, endEn] = level === 'city' ? (['', ''] as const) : endings[level]
  const town = level === 'street' && name.endsWith('镇')
  const own = { name: name + (town ? '人民政府' : end), nameEn: `${nameEn} ${town ? 'Government' : endEn}` }
  return { code, ...own, parent: level === 'district' ? cityRoot : (parent ?? cityRoot), handlesCases: true }
}

/** Parents first. Districts, streets and some communities have the code of their place. */
export function cityUnits(places: readonly CityPlace[]): readonly CityUnit[] {
  const local = places.filter((place) => place.level === 'district' || place.level === 'street' || withOffice(place))
  return [...listedOffices(), ...local.map(officeOf)]
}

export const rootNames = { name: `${cityName}人民政府`, nameEn: 'Lanze City Government' } as const
