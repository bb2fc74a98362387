import { ALL, HERE, PARTY, type Row } from './template-row.ts'
import { VILLAGE_ROWS } from './template-village.ts'

/**
 * The items of the built-in scheme for communities (社区): what is bound to fields and forests gives way to what serves
 * residents (便民利民). Everything else is as in the village, so that a member who moves finds the same codes.
 */

/* A table is read by its columns: one item, one line. */
// prettier-ignore
const INSTEAD: readonly Row[] = [
  ['B08', 'character', 'base', '遵守居民公约，全年无违规', 3, '年', 3, 'branchRecord', ALL, 'branch', '年底由支部登记'],
  ['C04', 'role', 'contribution', '调解邻里、物业纠纷', 1, '件', 6, 'attestation', ALL, 'resident', '双方当事人签字证实'],
  ['C05', 'role', 'contribution', '参加楼院环境整治', 1, '次', 6, 'branchRecord', ALL, 'branch', '现场记录或照片'],
  ['C06', 'role', 'contribution', '政策法治宣传进楼栋', 1, '次', 4, 'branchRecord', ALL, 'branch', '宣传记录'],
  ['C07', 'role', 'contribution', '发现楼院隐患并推动解决', 2, '件', 6, 'declaration', ALL, 'member', '附处置单'],
  ['C08', 'role', 'contribution', '便民代办：代购、代缴、代办手续', 1, '次', 8, 'attestation', ALL, 'resident', '受助居民证实'],
  ['C09', 'role', 'contribution', '为老为小：送餐、陪诊、课后照看', 1, '次', 8, 'attestation', ALL, 'resident', '受助居民证实'],
  ['C10', 'role', 'contribution', '化解信访、推动解决居民难题', 3, '件', 6, 'branchRecord', HERE, 'branch', '附处置单'],
  ['C13', 'character', 'contribution', '获评道德模范、最美家庭等', 5, '次', 5, 'certificate', ALL, 'member', '凭证书'],
  ['C16', 'character', 'contribution', '获评文明家庭、文明楼道', 5, '年', 5, 'certificate', ALL, 'member', '凭牌匾'],
  ['C25', 'role', 'contribution', '帮助居民就业、增收', 2, '人', 6, 'attestation', ALL, 'resident', '受助居民证实'],
  ['C26', 'role', 'contribution', '结对关爱独居老人、困难家庭', 1, '次', 6, 'attestation', ALL, 'resident', '受助居民证实'],
  ['X13', 'discipline', 'deduction', '违反居民公约', -5, '次', null, 'branchRecord', ALL, 'branch', '居民公约执行记录'],
  ['X17', 'discipline', 'deduction', '违规搭建、侵占公共空间逾期不改', -10, '次', null, 'decision', PARTY, 'branch', '整改通知书'],
  ['X18', 'role', 'deduction', '应急值守被通报', -2, '次', null, 'decision', HERE, 'branch', '通报'],
]

// prettier-ignore
const MORE: readonly Row[] = [
  ['C29', 'role', 'contribution', '到社区报到、认领居民微心愿', 2, '件', 6, 'attestation', ALL, 'resident', '心愿人证实'],
  ['C30', 'role', 'contribution', '担任楼栋长、网格员并履职', 1, '季', 4, 'branchRecord', HERE, 'branch', '按季查看履职记录'],
  ['X20', 'discipline', 'deduction', '占用消防通道、飞线充电，经劝不改', -2, '次', null, 'branchRecord', ALL, 'branch', '巡查记录'],
]

const insteadOf = new Map(INSTEAD.map(row => [row[0], row]))
const ordered = ['base', 'contribution', 'deduction', 'veto']
const all = [...VILLAGE_ROWS.map(row => insteadOf.get(row[0]) ?? row), ...MORE]

export const COMMUNITY_ROWS: readonly Row[] = ordered.flatMap(component => all.filter(row => row[2] === component))
