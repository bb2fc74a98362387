import type { ColumnSpec } from './columns.ts'

export type RosterField =
  | 'memberNo'
  | 'name'
  | 'sex'
  | 'birth'
  | 'joined'
  | 'ethnic'
  | 'type'
  | 'category'
  | 'inPost'
  | 'duty'
  | 'group'
  | 'phone'
  | 'idNumber'
  | 'floatingPlace'
  | 'exempt'
  | 'note'

/** How villages, townships and the program's own exports head the columns of a member list. */
export const ROSTER_COLUMNS: readonly ColumnSpec<RosterField>[] = [
  {
    field: 'memberNo',
    need: 'required',
    names: ['序号', '编号', '党员编号', '党员序号', '花名册序号', '号码', 'NO.', 'No', 'member_no', 'memberNo'],
  },
  { field: 'name', need: 'required', names: ['姓名', '党员姓名', '名字', '姓 名', 'name'] },
  { field: 'sex', names: ['性别', 'sex', 'gender'] },
  {
    field: 'birth',
    need: 'wanted',
    names: ['出生年月', '出生日期', '出生年月日', '出生时间', '生日', 'birth', 'birthday', 'born'],
  },
  {
    field: 'joined',
    names: ['入党时间', '入党日期', '入党年月', '加入党组织时间', '加入党组织日期', '加入中共时间', 'joined'],
  },
  { field: 'ethnic', names: ['民族', 'ethnic'] },
  {
    field: 'type',
    need: 'required',
    names: ['党员类别', '人员类别', '党员类型', '党员身份', '人员类型', '类别', '身份', 'type', 'memberType'],
  },
  { field: 'category', names: ['积分类别', '排名类别', '考核类别', '分类', 'category'] },
  {
    field: 'inPost',
    need: 'wanted',
    names: ['在职情况', '是否在职', '在职', '任职情况', '在岗情况', '是否在岗', 'in_post', 'inPost'],
  },
  {
    field: 'duty',
    names: ['职务', '岗位', '岗位职责', '职务/岗位', '党内职务', '设岗定责', '担任职务', '现任职务', 'duty'],
  },
  { field: 'group', need: 'wanted', names: ['党小组', '所在党小组', '所属党小组', '小组', '组别', 'group'] },
  {
    field: 'phone',
    names: [
      '联系电话',
      '手机',
      '手机号',
      '手机号码',
      '电话',
      '联系方式',
      '电话号码',
      '联系手机',
      '固定电话',
      'phone',
      'mobile',
    ],
  },
  {
    field: 'idNumber',
    names: ['身份证号', '身份证号码', '公民身份号码', '身份证', '证件号码', 'idNumber', 'id_number'],
  },
  {
    field: 'floatingPlace',
    names: ['流入地', '流动去向', '流向', '外出地点', '外出去向', '流动地', 'floating_place', 'floatingPlace'],
  },
  { field: 'exempt', names: ['不参加积分', '免于积分', '是否免于积分', '免积分', 'exempt'] },
  { field: 'note', names: ['备注', '说明', '附注', 'note', 'remark'] },
]
