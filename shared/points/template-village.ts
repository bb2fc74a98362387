import { ALL, EVERY_MEMBER, HERE, PARTY, type Row } from './template-row.ts'

/**
 * The items of the built-in scheme for villages, after the precedents of DOMAIN §1.6: 62 items, two of them with two
 * grades (64 rows).
 */

/* A table is read by its columns: one item, one line. */
// prettier-ignore
export const VILLAGE_ROWS: readonly Row[] = [
  // 基础积分: the caps add up to exactly 60
  ['B01', 'political', 'base', '参加集中学习', 2, '次', 12, 'signIn', ALL, 'attendance', '每次2分，全年封顶12分'],
  ['B02', 'political', 'base', '学习笔记', 1, '季', 4, 'branchRecord', ALL, 'branch', '每季检查一次'],
  ['B03', 'political', 'base', '撰写心得体会', 1, '篇', 4, 'declaration', ALL, 'member', '本人提交文稿'],
  ['B04', 'discipline', 'base', '参加“三会一课”', 3, '次', 12, 'signIn', PARTY, 'attendance', '党员大会、党课按次计'],
  ['B05', 'discipline', 'base', '参加主题党日', 1, '次', 12, 'signIn', ALL, 'attendance', '每月一次，十二次计满'],
  ['B06', 'discipline', 'base', '按月足额交纳党费', 0.5, '月', 6, 'branchRecord', EVERY_MEMBER, 'branch', '以党费证为准，可按季登记，数量填月数'],
  ['B07', 'discipline', 'base', '参加组织生活会、民主评议', 3, '年', 3, 'signIn', PARTY, 'attendance', '以会议记录为准'],
  ['B08', 'character', 'base', '遵守村规民约，全年无违规', 3, '年', 3, 'branchRecord', ALL, 'branch', '年底由支部登记'],
  ['B09', 'role', 'base', '设岗定责、承诺事项履职', 1, '季', 4, 'branchRecord', HERE, 'branch', '按岗位履职记录'],
  // 贡献加分
  ['C01', 'role', 'contribution', '参加志愿服务（按次）', 1, '次', null, 'signIn', ALL, 'attendance', '与C02合并封顶10分'],
  ['C02', 'role', 'contribution', '参加志愿服务（按时长）', 1, '小时', null, 'branchRecord', ALL, 'branch', '与C01合并封顶10分；同一次服务不得两处登记'],
  ['C03', 'role', 'contribution', '公益捐助（不按金额）', 1, '次', 5, 'certificate', ALL, 'member', '凭收据，一次一分，不看金额'],
  ['C04', 'role', 'contribution', '调解矛盾纠纷', 1, '件', 6, 'attestation', ALL, 'resident', '双方当事人签字证实'],
  ['C05', 'role', 'contribution', '参加人居环境整治', 1, '次', 6, 'branchRecord', ALL, 'branch', '现场记录或照片'],
  ['C06', 'role', 'contribution', '政策法治宣传', 1, '次', 4, 'branchRecord', ALL, 'branch', '宣传记录'],
  ['C07', 'role', 'contribution', '发现隐患并推动解决', 2, '件', 6, 'declaration', ALL, 'member', '附处置单'],
  ['C08', 'role', 'contribution', '防汛值守受表扬', 2, '次', 4, 'decision', HERE, 'branch', '凭通报'],
  ['C09', 'role', 'contribution', '森林防火值守受表扬', 2, '次', 4, 'decision', HERE, 'branch', '凭通报'],
  ['C10', 'role', 'contribution', '化解信访、维护稳定', 3, '件', 6, 'branchRecord', HERE, 'branch', '附处置单'],
  ['C11', 'role', 'contribution', '收到群众感谢信、锦旗', 1, '次', 3, 'attestation', ALL, 'resident', '感谢信原件'],
  ['C12', 'role', 'contribution', '事迹被县级以上媒体报道', 2, '次', 4, 'certificate', ALL, 'member', '附报道'],
  ['C13', 'character', 'contribution', '获评四德模范、好媳妇、好婆婆等', 5, '次', 5, 'certificate', ALL, 'member', '凭证书'],
  ['C14', 'character', 'contribution', '好人好事', 5, '次', 10, 'attestation', ALL, 'resident', '受惠群众证实'],
  ['C15', 'character', 'contribution', '见义勇为', 10, '次', null, 'certificate', ALL, 'member', '凭认定证书，不设封顶'],
  ['C16', 'character', 'contribution', '获评星级文明户', 5, '年', 5, 'certificate', ALL, 'member', '凭牌匾'],
  ['C17', 'political', 'contribution', '讲微党课、开展宣讲', 3, '次', 9, 'declaration', ALL, 'member', '附提纲'],
  ['C18', 'political', 'contribution', '撰写理论文章、调研报告', 3, '篇', 6, 'declaration', ALL, 'member', '附文稿'],
  ['C19', 'political', 'contribution', '文章获市级以上表彰', 3, '次', 6, 'certificate', ALL, 'member', '凭证书，可与C18同时计'],
  ['C20', 'political', 'contribution', '参加上级培训（一周以内）', 1, '次', 3, 'certificate', ALL, 'member', '凭结业证明'],
  ['C21A', 'political', 'contribution', '参加上级培训（一周以上、两个月以内）', 2, '次', null, 'certificate', ALL, 'member', 'C21之一；C21A与C21B合并封顶3分'],
  ['C21B', 'political', 'contribution', '参加上级培训（两个月以上）', 3, '次', null, 'certificate', ALL, 'member', 'C21之二；C21A与C21B合并封顶3分'],
  ['C22', 'political', 'contribution', '受邀授课、作事迹报告', 5, '次', 5, 'certificate', ALL, 'member', '凭邀请函'],
  ['C23A', 'role', 'contribution', '在急难险重、中心工作中发挥重要作用', 5, '项', null, 'decision', ALL, 'branch', 'C23之一，支部决议；C23A与C23B合并封顶10分'],
  ['C23B', 'role', 'contribution', '在急难险重、中心工作中发挥关键作用', 10, '项', null, 'decision', ALL, 'branch', 'C23之二，支部决议；C23A与C23B合并封顶10分'],
  ['C24', 'role', 'contribution', '受县级以上党组织表彰', 5, '次', 10, 'certificate', ALL, 'member', '凭表彰文件'],
  ['C25', 'role', 'contribution', '带动群众增收', 2, '户', 6, 'attestation', ALL, 'resident', '受惠农户证实'],
  ['C26', 'role', 'contribution', '结对帮扶困难户、老人', 1, '次', 6, 'attestation', ALL, 'resident', '受惠群众证实'],
  ['C27', 'character', 'contribution', '移风易俗、婚丧事简办', 2, '次', 2, 'branchRecord', ALL, 'branch', '红白理事会证明'],
  ['C28', 'role', 'contribution', '合理化建议被采纳', 1, '条', 3, 'decision', ALL, 'branch', '会议记录'],
  // 违规扣分: only the branch records
  ['X01', 'discipline', 'deduction', '无故缺席“三会一课”', -5, '次', null, 'signIn', PARTY, 'branch', '未请假且未签到'],
  ['X02', 'discipline', 'deduction', '无故缺席主题党日', -3, '次', null, 'signIn', PARTY, 'branch', '未请假且未签到'],
  ['X03', 'political', 'deduction', '无故缺席集中学习', -3, '次', null, 'signIn', HERE, 'branch', '未请假且未签到'],
  ['X04', 'discipline', 'deduction', '迟到、早退', -0.5, '次', null, 'signIn', ALL, 'branch', '以签到时间为准'],
  ['X05', 'discipline', 'deduction', '党费拖欠、经催缴', -2, '次', null, 'branchRecord', EVERY_MEMBER, 'branch', '党费证'],
  ['X06', 'political', 'deduction', '无学习笔记', -5, '次', null, 'branchRecord', HERE, 'branch', '季度检查'],
  ['X07', 'political', 'deduction', '学习笔记漏记较多', -4, '次', null, 'branchRecord', HERE, 'branch', '季度检查'],
  ['X08', 'role', 'deduction', '无故不参加义务劳动', -2, '次', null, 'branchRecord', HERE, 'branch', '劳动记录'],
  ['X09', 'role', 'deduction', '不承诺或承诺不兑现', -3, '次', null, 'branchRecord', HERE, 'branch', '承诺书'],
  ['X10', 'role', 'deduction', '未完成交办任务', -3, '次', null, 'branchRecord', HERE, 'branch', '会议记录'],
  ['X11', 'role', 'deduction', '推诿、拒不执行支部安排', -10, '次', null, 'decision', HERE, 'branch', '会议记录'],
  ['X12', 'discipline', 'deduction', '不落实上级政策', -1, '次', null, 'branchRecord', EVERY_MEMBER, 'branch', '工作记录'],
  ['X13', 'discipline', 'deduction', '违反村规民约', -5, '次', null, 'branchRecord', ALL, 'branch', '村规民约执行记录'],
  ['X14', 'discipline', 'deduction', '不当言论、非法上访', -10, '次', null, 'decision', EVERY_MEMBER, 'branch', '支部决议'],
  ['X15', 'character', 'deduction', '红白事大操大办', -5, '次', null, 'branchRecord', ALL, 'branch', '红白理事会证明'],
  ['X16', 'character', 'deduction', '参与迷信、赌博', -5, '次', null, 'decision', ALL, 'branch', '支部决议'],
  ['X17', 'discipline', 'deduction', '违建逾期不自拆', -40, '次', null, 'decision', EVERY_MEMBER, 'branch', '整改通知书'],
  ['X18', 'role', 'deduction', '防汛防火值守被通报', -2, '次', null, 'decision', HERE, 'branch', '通报'],
  ['X19', 'discipline', 'deduction', '虚假申报积分', -5, '次', null, 'decision', ALL, 'branch', '另将虚报的原条目冲销'],
  // 一票否决: only the branch, with a document number and a meeting date
  ['V01', 'discipline', 'veto', '违法犯罪', null, '项', null, 'decision', EVERY_MEMBER, 'branch', '须有正式文号和会议日期'],
  ['V02', 'discipline', 'veto', '受市级以上纪检监察机关通报', null, '项', null, 'decision', EVERY_MEMBER, 'branch', '须有正式文号和会议日期'],
  ['V03', 'political', 'veto', '参与邪教活动', null, '项', null, 'decision', EVERY_MEMBER, 'branch', '须有正式文号和会议日期'],
  ['V04', 'character', 'veto', '涉黄赌毒、严重失信', null, '项', null, 'decision', EVERY_MEMBER, 'branch', '须有正式文号和会议日期'],
  ['V05', 'character', 'veto', '严重违背社会公德、群众反响强烈', null, '项', null, 'decision', EVERY_MEMBER, 'branch', '须有正式文号和会议日期'],
  ['V06', 'discipline', 'veto', '连续六个月无正当理由不参加组织生活、不交党费或不做分配的工作', null, '项', null, 'decision', EVERY_MEMBER, 'branch', '须有正式文号和会议日期'],
]
