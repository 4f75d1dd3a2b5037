import { Chance } from './chance.ts'
import { areaOf, centreOf, divided, lonLat, outline, type Shape } from './geometry.ts'
import { romanised } from './romanised.ts'

export type CityPlace = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly level: 'city' | 'district' | 'street' | 'community'
  readonly parent: string | null
  readonly population: number
  readonly shape: Shape
  /** Names in it that people use: housing estates of a community, roads of a street. */
  readonly known: readonly string[]
}

export const cityName = '岚泽市'
/** 99 is no province, so that no code is anybody's. */
const cityCode = '990100'

type District = { readonly name: string; readonly people: number; readonly streets: number; readonly rural: boolean }
const districts: readonly District[] = [
  { name: '岚东区', people: 682_000, streets: 12, rural: false },
  { name: '岚西区', people: 594_000, streets: 11, rural: false },
  { name: '泽南区', people: 473_000, streets: 9, rural: false },
  { name: '望潮区', people: 388_000, streets: 8, rural: false },
  { name: '云麓区', people: 326_000, streets: 7, rural: false },
  { name: '澄湾县', people: 417_000, streets: 7, rural: true },
  { name: '鹤汀县', people: 352_000, streets: 6, rural: true },
]

const streetNames =
  '柳堤 听泉 桂影 望塔 长桥 锦帆 南垣 北垣 石鼓 青禾 槐荫 双井 月河 东篱 紫藤 芦汀 云栈 松涛 渡头 鹿鸣 杏坛 花坞 竹溪 银杉 灯塔 晒谷 染坊 铁桥 粮仓 织机 钟楼 西闸 南圩 枫桥头 白鹭 荷浦 砚池 梅坡 驿亭 棠梨 沙洲 春申里 麦园 水碓 响石 茶庵 油坊 牛角 樟树 黄泥 双凤桥 龙吟 大塘 小塘 石门坎 柿林 碧波 红旗渠 光华里 新纪'.split(
    ' ',
  )

const first = '锦翠金银玉枫竹梅兰荷松柏桃杏柳榆槐榕泉溪湖虹星月云霞春秋和瑞康宁安乐福庆祥景'
const second = '园苑里庭湾岸桥坊巷台庄秀泉林谷亭渡浦坪塘'

/** Two-character names of which none is used twice. */
function stems(count: number, chance: Chance): string[] {
  const all = Array.from(first).flatMap((one) => Array.from(second, (two) => one + two))
  return chance.shuffled(all).slice(0, count)
}

const shares = (count: number, chance: Chance) => Array.from({ length: count }, () => chance.between(0.6, 1.5))

function dealt(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, each) => all + each, 0)
  return weights.map((weight) => Math.round((total * weight) / sum / 10) * 10)
}

type Below = Pick<CityPlace, 'level' | 'shape' | 'population'> & { readonly above: string; readonly no: number }
type Named = { readonly name: string; readonly nameEn: string; readonly known?: readonly string[] }

function place({ above, no, ...rest }: Below, named: Named): CityPlace {
  const width = rest.level === 'district' ? 2 : 3
  const prefix = rest.level === 'district' ? above.slice(0, 4) : above
  const code = `${prefix}${String(no + 1).padStart(width, '0')}`
  return { code, parent: above, known: [], ...named, ...rest }
}

const roadEnds = ['路', '街', '大道', '巷', '北路', '南路', '东街', '中路']
const estateEnds = ['花园', '家园', '小区', '公寓', '新村', '佳苑', '华府', '名邸', '新城', '雅居']

/** District → streets → communities, each dividing the shape of the one above. */
class Builder {
  readonly #chance: Chance
  readonly #stems: string[]
  readonly #streetNames: string[]
  readonly all: CityPlace[] = []

  constructor(chance: Chance) {
    this.#chance = chance
    this.#stems = stems(760, chance)
    this.#streetNames = [...streetNames]
  }

  #stem(): string {
    const stem = this.#stems.pop()
    if (stem === undefined) throw new Error('the city has more places than names')
    return stem
  }

  city(): void {
    const shape = outline(14, [34, 27], this.#chance)
    const population = districts.reduce((sum, { people }) => sum + people, 0)
    const named = { name: cityName, nameEn: `${romanised('岚泽')} City`, known: [] }
    this.all.push({ code: cityCode, level: 'city', parent: null, shape, population, ...named })
    // Dense districts are small, counties are wide.
    const weights = districts.map(({ people, rural }) => (rural ? people * 3.2 : people))
    divided(shape, weights, this.#chance).forEach((part, no) => this.#district(districts[no] as District, part, no))
  }

  #district({ name, people, streets, rural }: District, shape: Shape, no: number): void {
    const nameEn = `${romanised(name.slice(0, -1))} ${rural ? 'County' : 'District'}`
    const made = place({ above: cityCode, no, level: 'district', shape, population: people }, { name, nameEn })
    this.all.push(made)
    const weights = shares(streets, this.#chance)
    const counts = dealt(people, weights)
    divided(shape, weights, this.#chance).forEach((part, index) =>
      this.#street(made.code, { shape: part, population: counts[index] ?? 0, no: index }, rural && index > 1),
    )
  }

  #street(above: string, about: Pick<Below, 'shape' | 'population' | 'no'>, rural: boolean): void {
    const stem = this.#streetNames.shift() ?? this.#stem()
    const named = {
      name: `${stem}${rural ? '镇' : '街道'}`,
      nameEn: `${romanised(stem)} ${rural ? 'Town' : 'Subdistrict'}`,
      known: Array.from(
        { length: 4 },
        (_, no) => `${no === 0 ? stem : this.#stem().slice(0, 2)}${this.#chance.pick(roadEnds)}`,
      ),
    }
    const made = place({ above, level: 'street', ...about }, named)
    this.all.push(made)
    const weights = shares(this.#chance.int(3, 5), this.#chance)
    const counts = dealt(about.population, weights)
    divided(about.shape, weights, this.#chance).forEach((shape, no) => {
      const name = this.#stem()
      const known = Array.from({ length: 3 }, () => `${name}${this.#chance.pick(estateEnds)}`)
      const end = rural ? '村' : '社区'
      const nameEn = `${romanised(name)} ${rural ? 'Village' : 'Community'}`
      const below = { above: made.code, no, level: 'community', shape, population: counts[no] ?? 0 } as const
      this.all.push(place(below, { name: `${name}${end}`, nameEn, known: [...new Set(known)] }))
    })
  }
}

export function cityPlaces(seed: string): readonly CityPlace[] {
  const builder = new Builder(new Chance(seed, 'places'))
  builder.city()
  return builder.all
}

/** As the dictionary of places takes it. */
export function placeRow({ known: _known, shape, ...place }: CityPlace) {
  const ring = [...shape, ...shape.slice(0, 1)].map((point) => lonLat(point))
  return { ...place, areaKm2: Number(areaOf(shape).toFixed(2)), center: lonLat(centreOf(shape)), shape: ring }
}
