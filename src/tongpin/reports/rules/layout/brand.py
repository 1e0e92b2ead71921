# ruff: noqa: E501 - a paragraph is one line, as in Word
"""The words of the shipped annual report: 思路 → 举措 → 实效.

They state only what a figure beside them carries, or what the bureau means to do; no name, event or praise is made up.
Line starts: `#` title, `##` 一、, `###` （一）, `|` a table (heads; loop; cells), anything else a paragraph.
"""

TITLE = "“文化引领干实事，文旅惠民守初心”\n党建品牌{{ year }}年度工作报告"

LINES = """
{{ bureau }}把党建品牌当作一项可以检查的工作来做：每项工作在发生时记录一次，年终的数字由记录汇总而来，不另行填报。本报告所列数字截至{{ as_of }}，每个数字的口径、记录和依据见文后所附的数据出处附表；没有依据的不写，没有记录的如实留空。
## 一、品牌工作思路
品牌的落脚点是办实事。工作中坚持用同一条线索安排党建和业务：党支部围绕本单位的主业定主题，业务活动优先由党员承担，活动结束后由服务对象或接收单位确认，确认过的才计入本报告。这样做，是为了让品牌看得见、查得到，也让基层少填表、少报数。
围绕这一思路，年度工作按三条主线展开：建强组织，让每名党员都在支部里、支部都有正常的组织生活；用好阵地，把馆舍和红色资源变成经常开讲的课堂；面向群众，把演出、活动和志愿服务送到需要的地方，听取意见并逐件回应。
## 二、品牌工作举措
### （一）建强基层组织，严格组织生活
截至{{ as_of }}，全局共有党员{{ n("members") }}名，其中正式党员{{ n("members.full") }}名。{% if has("meetings") %}各支部全年召开支部党员大会、支部委员会会议、党小组会，组织党课共{{ n("meetings") }}次{% if yoy_said("meetings") %}，{{ yoy("meetings") }}{% endif %}。{% endif %}{% if has("party_days") %}开展主题党日{{ n("party_days") }}次{% if yoy_said("party_days") %}，{{ yoy("party_days") }}{% endif %}，内容同本单位业务相结合，做到有主题、有记录、有确认。{% endif %}各支部党员人数和主题党日情况如下。
| 党支部;党员（名）;主题党日（次） | branch in parts("members.by_branch") | {{ branch }};{{ n("members.by_branch", by=branch) }};{{ n("party_days", by=branch) }}
{% if recorded("elections.due") %}{% if all_said("elections.done", "elections.due") %}本年度应换届的党组织{{ all_of("elections.done", "elections.due") }}完成换届。{% else %}本年度应换届的党组织{{ n("elections.due") }}个，已换届{{ n("elections.done") }}个。{% endif %}{% endif %}{% if recorded("cadres") %}在任党务干部{{ n("cadres") }}名，担任党务岗位{{ n("cadres.posts") }}个。{% endif %}任期、延期和换届结果以党组织的批准、备案为准。
### （二）落实组织生活制度，抓实理论学习
组织生活的频次由制度规定，系统按支部的实际设置逐项对照；未设支委会或党小组的支部，不作相应要求。{% if recorded("org_life") %}各支部召开组织生活会{{ n("org_life") }}次。{% endif %}{% if recorded("talks_with_members") %}登记谈心谈话{{ n("talks_with_members") }}人次。{% endif %}{% if recorded("dual_life") %}党组成员以普通党员身份参加所在支部组织生活{{ n("dual_life") }}人次。{% endif %}谈心谈话、批评和自我批评只登记是否开展，不记录内容。
{% if recorded("study.group") %}局党组理论学习中心组集体学习研讨{{ n("study.group") }}次{% if yoy_said("study.group") %}，{{ yoy("study.group") }}{% endif %}。{% endif %}{% if recorded("study.tutorials") %}组织专题辅导{{ n("study.tutorials") }}次。{% endif %}{% if recorded("study.research") %}开展调研{{ n("study.research") }}次。{% endif %}{% if recorded("lectures.leaders") %}班子成员讲党课{{ n("lectures.leaders") }}次。{% endif %}{% if recorded("study.reports") %}举办形势政策报告{{ n("study.reports") }}场。{% endif %}学时按组织者登记的集中学习计算，在线平台的时长不计入。{% if recorded("channels") %}通知和提醒通过{{ n("channels") }}个工作群在工作时间发送，不打卡、不接龙。{% endif %}
### （三）用好红色阵地，经常开讲
{% if has("talks.sessions") %}依托各展馆和纪念场所，全年开展宣讲、讲解{{ n("talks.sessions", "余") }}场次{% if yoy_said("talks.sessions") %}，{{ yoy("talks.sessions") }}{% endif %}，听众{{ n("talks.audience", "万余") }}人次。{% endif %}场次由各馆逐场登记，一次接待多批观众的按实际场次计算，同一场不重复统计。分场馆情况如下。
| 场馆;宣讲讲解（场次） | venue in parts("talks.by_venue") | {{ venue }};{{ n("talks.by_venue", by=venue) }}
宣讲面向党员，也面向社会公众。讲解坚持以馆藏和史料为据，不戏说、不拔高。
### （四）送戏下乡，服务到村
{% if has("tour.shows") %}全年送戏下乡{{ n("tour.shows") }}场{% if yoy_said("tour.shows") %}，{{ yoy("tour.shows") }}{% endif %}，覆盖行政村{{ n("tour.villages") }}个，占全市{{ n("villages.administrative") }}个行政村的{{ n("tour.coverage", "%") }}，观众{{ n("tour.audience", "万余") }}人次。{% endif %}场次的依据以接收村签字的验收单为首选，因天气等原因取消的不计，改期的按实际演出日期计入。观众人数系现场估计，仅供参考。
安排场次时，先看哪些村当年还没有演出，再看路程和档期，尽量避开农忙和恶劣天气。尚未覆盖的村，下一年度优先安排。
### （五）办好市民文化节，活跃群众文化
{% if has("festival.events") %}第{{ n("festival.edition", "汉字") }}届市民文化节期间，组织系列活动{{ n("festival.events") }}项{% if yoy_said("festival.events") %}，{{ yoy("festival.events") }}{% endif %}，参加群众{{ n("festival.person_times", "余") }}人次。{% endif %}办节坚持群众参与、就近方便，不以下载应用、注册账号为参加的条件；参加人次按各项活动登记数合计，同一活动不重复统计。
### （六）开展党员志愿服务
{% if has("volunteer.activities") %}全年组织志愿服务活动{{ n("volunteer.activities") }}次{% if yoy_said("volunteer.activities") %}，{{ yoy("volunteer.activities") }}{% endif %}，党员和群众志愿者参加{{ n("volunteer.person_times") }}人次，服务时长{{ n("volunteer.hours") }}小时。{% endif %}志愿服务坚持自愿报名，不指派、不摊派；时长按实际服务时间计算，不含往返途中。
### （七）走访问需，逐件办理
{% if has("needs") %}结合文旅问需走访，收集群众诉求{{ n("needs") }}件{% if yoy_said("needs") %}，{{ yoy("needs") }}{% endif %}，办结{{ n("needs.closed") }}件，办结率{{ n("needs.closed_rate", "%") }}。{% if all_said("needs.closed", "needs") %}收集的诉求{{ all_of("needs.closed", "needs") }}办结。{% endif %}{% endif %}能办的明确责任人和时限，暂时不能办的说明原因；是否办好，由提出诉求的群众确认。
## 三、品牌工作实效
### （一）党建同业务结合得更紧
{% if has("activities.fusion") %}全年登记的活动中，既有党建目的、又服务于一项业务的占{{ n("activities.fusion", "%") }}{% if yoy_said("activities.fusion") %}，{{ yoy("activities.fusion") }}{% endif %}。{% endif %}这一比例反映党建和业务是否“两张皮”，按活动逐项判定，不以开会、发文数量衡量。
### （二）群众得到实惠
{% if has("tour.shows") %}送戏到村{{ n("tour.shows") }}场、{% endif %}{% if has("talks.sessions") %}宣讲讲解{{ n("talks.sessions") }}场次、{% endif %}{% if has("festival.events") %}文化节活动{{ n("festival.events") }}项，{% endif %}面向的都是普通群众。{% if has("needs.satisfied") %}在已办结的诉求中，群众表示满意或基本满意的{{ n("needs.satisfied") }}件，满意率{{ n("needs.satisfied_rate", "%") }}。{% endif %}满意与否以群众本人的答复为准，未答复的不计为满意。
### （三）工作得到认可
{% if has("honours") %}全年获得各级荣誉{{ n("honours") }}项{% if yoy_said("honours") %}，{{ yoy("honours") }}{% endif %}。分级情况如下，每项的证书或文件登记情况见附表。{% endif %}
| 级别;荣誉（项） | level in parts("honours.by_level") | {{ level }};{{ n("honours.by_level", by=level) }}
## 四、下一步打算
继续坚持一次记录、多处使用，减轻基层负担。对照附表，把依据不全的记录补齐；对尚未覆盖的行政村优先安排演出；对没有办结的诉求逐件说明进度；对同上年相比下降的项目查找原因、提出措施。力争把品牌做成经得起查、群众说得上好的日常工作。
"""

SIGNATURE = "{{ bureau }}"
