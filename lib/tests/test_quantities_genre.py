"""Clauses as bureaus of many provinces write them, each with its expected records: value, unit, bound, status.

Written from the genre (year reports, bulletins, consumer complaints, campaign results, case releases, plans, press
conferences), not from the seeds. A record is `value unit qualifier status`; an empty list says: no statistic here.
"""

import pytest
from made import made

from jianguan.quantities import find_quantities

RESULTS = [
    # units told once, halves, ranks in a row
    ("放心消费示范单位从1203增加到1688家。", "1203 家 exact baseline; 1688 家 exact achieved"),
    ("开放仪器服务收入由1.1增至3.7亿元。", "110000000 元 exact baseline; 370000000 元 exact achieved"),
    ("全市食品小作坊632、小餐饮8,174、食品摊贩2,905家。", "632 家 exact achieved; 8174 家 exact achieved; 2905 家 exact achieved"),
    ("产品编号12、立案8起,依据第12、13条处理。", "8 起 exact achieved"),
    ("从11个到34个,地理标志走完了十年的路。", "11 个 exact baseline; 34 个 exact achieved"),
    ("约谈企业3家到5家。", "3-5 家 exact achieved"),
    ("企业开办时间压缩至半个工作日,半年走完全程。", "0.5 个工作日 exact achieved"),
    ("封签使用率由6成升到8成5。", "60 % exact baseline; 85 % exact achieved"),
    ("受访者平均年龄36.8岁,结业考试平均91.6分。", "36.8 岁 exact achieved; 91.6 分 exact achieved"),
    ("检查商超215家次,受理超300件。", "215 家次 exact achieved; 300 件 more_than achieved"),
    ("合格率96.7%,比上年(93.1%)上升3.6个百分点。", "96.7 % exact achieved; 93.1 % exact baseline; 3.6 个百分点 exact change"),
    ("要落实双告知制度。1至8月,检查经营户4200余户次。", "4200 户次 more_than achieved"),
    ("自收到商品之日起七日内可以退货,三年内有效。", "7 日 at_most rule"),
    ("有网友几十元买到假酒,地址为3号楼B座5层。", ""),
    # year reports
    (
        "2022年,全市新设各类经营主体41.21万户,同比下降8.2%,日均新设1650户。",
        "412100 户 exact achieved; -8.2 % exact change; 1650 户 exact achieved",
    ),
    (
        "截至2022年底,全省实有市场主体1633.8万户,其中企业707.9万户、个体工商户918.6万户。",
        "16338000 户 exact achieved; 7079000 户 exact achieved; 9186000 户 exact achieved",
    ),
    (
        "全区共检查各类经营主体42.6万户(次),立案查处违法案件12,345件,罚没款2.31亿元。",
        "426000 户次 exact achieved; 12345 件 exact achieved; 231000000 元 exact achieved",
    ),
    ("全省万人有效发明专利拥有量达到14.8件,较上年末提高2.1件。", "14.8 件 exact achieved; 2.1 件 exact change"),
    ("制造业质量竞争力指数达92.5,高于全国平均水平1.4。", "92.5 - exact achieved"),
    ("顾客满意度得分85.6分,连续五年保持在“满意”区间。", "85.6 分 exact achieved"),
    (
        "全年为企业减免各类费用近3亿元,惠及市场主体逾十万户。",
        "300000000 元 nearly achieved; 100000 户 more_than achieved",
    ),
    (
        "每万户市场主体拥有有效商标1532件,商标有效注册量突破60万件。",
        "1532 件/万户 exact achieved; 600000 件 more_than achieved",
    ),
    ("工业产品质量监督抽查合格率由2018年的91.3%提高到93.8%。", "91.3 % exact baseline; 93.8 % exact achieved"),
    (
        "企业开办时间压缩至0.5个工作日,“全程网办”率达百分之九十五以上。",
        "0.5 个工作日 exact achieved; 95 % at_least achieved",
    ),
    (
        "12315平台共受理投诉、举报、咨询123.45万件,其中投诉56.7万件,占比45.9%。",
        "1234500 件 exact achieved; 567000 件 exact achieved; 45.9 % exact achieved",
    ),
    (
        "从业人员数千人,建成检测室两百余间,仪器设备三千二百台(套)。",
        "1000 人 about achieved; 200 间 more_than achieved; 3200 台(套) exact achieved",
    ),
    # consumer complaints
    (
        "食品类投诉3.2万件,同比增长12.6%、环比下降3.4个百分点。",
        "32000 件 exact achieved; 12.6 % exact change; -3.4 个百分点 exact change",
    ),
    (
        "投诉量居前五位的分别是:预付卡(2310件,占18.4%)、家电(1,986件,占15.8%)。",
        "2310 件 exact achieved; 18.4 % exact achieved; 1986 件 exact achieved; 15.8 % exact achieved",
    ),
    ("为消费者挽回经济损失约6800万元,同比上升近两成。", "68000000 元 about achieved; 20 % nearly change"),
    ("网购投诉是五年前的3.5倍,七成以上集中在直播带货领域。", "3.5 倍 exact change; 70 % at_least achieved"),
    (
        "平均处理时长由12.6天缩短至7.3天,降幅达42.1%。",
        "12.6 天 exact baseline; 7.3 天 exact achieved; -42.1 % exact change",
    ),
    (
        "百万人口投诉量为1342件,每10万人投诉量最高的三个市均超过200件。",
        "1342 件 exact achieved; 200 件/10万人 more_than achieved",
    ),
    # campaign results and case releases
    (
        "行动开展以来,出动执法人员1.2万余人次,下架问题产品850余公斤,取缔无证经营23户。",
        "12000 人次 more_than achieved; 850 公斤 more_than achieved; 23 户 exact achieved",
    ),
    (
        "查扣侵权商品2.3万件(瓶),涉案货值1260.5万元,抓获犯罪嫌疑人十五名。",
        "23000 件 exact achieved; 12605000 元 exact achieved; 15 名 exact achieved",
    ),
    (
        "当事人以每瓶12元的价格购进该酒100瓶,以25元/瓶的价格售出80瓶,违法所得1040元。",
        "12 元/瓶 exact achieved; 100 瓶 exact achieved; 25 元/瓶 exact achieved; 80 瓶 exact achieved; "
        "1040 元 exact achieved",
    ),
    (
        "市局依法没收违法所得1040元,并处货值金额十五倍罚款,罚没款合计三万八千五百元。",
        "1040 元 exact achieved; 15 倍 exact achieved; 38500 元 exact achieved",
    ),
    (
        "依照《食品安全法》第一百二十四条第一款第(三)项,货值金额不足一万元的,并处五万元以上十万元以下罚款。",
        "10000 元 less_than rule; 50000-100000 元 at_least rule",
    ),
    ("经检验,菌落总数为1200CFU/g,标准规定不得超过1000CFU/g。", "1200 CFU/g exact achieved; 1000 CFU/g at_most rule"),
    ("落实特种设备每月至少自查1次、每年定期检验不少于一次的要求。", "1 次 at_least rule; 1 次 at_least rule"),
    ("三起案件移送公安机关,两家企业被吊销许可证。", "3 起 exact achieved; 2 家 exact achieved"),
    ("捣毁制假窝点五个,查获假冒卷烟二百一十三万支。", "5 个 exact achieved; 2130000 支 exact achieved"),
    (
        "罚款12万元,没收不合格电线3.6千米、成品油2.5吨。",
        "120000 元 exact achieved; 3.6 千米 exact achieved; 2.5 吨 exact achieved",
    ),
    # drugs and patents
    (
        "共批准创新药45个、创新医疗器械61个,审评通过药品上市申请1,358件。",
        "45 个 exact achieved; 61 个 exact achieved; 1358 件 exact achieved",
    ),
    (
        "收到药品不良反应/事件报告219.3万份,其中新的和严重报告占31.2%。",
        "2193000 份 exact achieved; 31.2 % exact achieved",
    ),
    ("每百万人口平均报告数为1556份,县级覆盖率98.7%。", "1556 份/百万人口 exact achieved; 98.7 % exact achieved"),
    (
        "专利商标质押融资4868.8亿元,同比增长57.1%,质押项目2.8万笔。",
        "486880000000 元 exact achieved; 57.1 % exact change; 28000 笔 exact achieved",
    ),
    (
        "PCT国际专利申请7.4万件,海牙体系外观设计申请由三百件增加到一千二百余件。",
        "74000 件 exact achieved; 300 件 exact baseline; 1200 件 more_than achieved",
    ),
    ("药品抽检不合格率1.2‰,比上年低0.3个千分点。", "1.2 ‰ exact achieved; -0.3 个千分点 exact change"),
    ("三分之一以上的投诉涉及预付式消费,近半数发生在节假日。", "0.333 - at_least achieved; 0.5 - nearly achieved"),
    # press conferences and old style
    ("我们去年一共办了三千二百多件案子,罚没了上亿元。", "3200 件 more_than achieved; 100000000 元 at_least achieved"),
    ("全市近百家农贸市场、上千个摊位纳入智慧监管。", "100 家 nearly achieved; 1000 个 at_least achieved"),
    ("共检定计量器具３５，５１２台件，合格率９９．１％。", "35512 台件 exact achieved; 99.1 % exact achieved"),
    ("查处3 415件,占总数的1/3。", "415 件 exact achieved; 0.333 - exact achieved"),
    ("全年抽检12.5万批次,完成年度计划的104.2%。", "125000 批次 exact achieved; 104.2 % exact achieved"),
    ("办结率比2019年提高1.6个百分点,投诉量比去年同期减少234件。", "1.6 个百分点 exact change; -234 件 exact change"),
    ("工业增加值增速为-5.3%,出口负增长2%。", "-5.3 % exact change; -2 % exact change"),
    # bulletins and news of Guangdong, Sichuan, Shandong, Inner Mongolia, Shanghai as they might be
    (
        "广东全省登记在册经营主体达1801.6万户,占全国近十分之一,每千人拥有经营主体142户。",
        "18016000 户 exact achieved; 0.1 - nearly achieved; 142 户/千人 exact achieved",
    ),
    (
        "2021年,四川省市场监管局共抽检食品28.6万批次,食品安全评价性抽检合格率99.13%,"
        "较2020年提升0.22个百分点。",
        "286000 批次 exact achieved; 99.13 % exact achieved; 0.22 个百分点 exact change",
    ),
    (
        "开展“铁拳”行动,全系统立案1.8万件、结案1.6万件,罚没金额2.4亿元,移送司法机关312件,曝光典型案例1568起。",
        "18000 件 exact achieved; 16000 件 exact achieved; 240000000 元 exact achieved; "
        "312 件 exact achieved; 1568 起 exact achieved",
    ),
    (
        "其中,价格类投诉占12.7%,广告类占8.9%,同比分别上升1.2个和0.8个百分点。",
        "12.7 % exact achieved; 8.9 % exact achieved; 1.2 个百分点 exact change; 0.8 个百分点 exact change",
    ),
    (
        "截至目前,全省共有国家质检中心43家、国家地理标志产品297个、“好品山东”品牌224个。",
        "43 家 exact achieved; 297 个 exact achieved; 224 个 exact achieved",
    ),
    ("在12个盟市、103个旗县区部署开展专项整治,检查加油机1.26万台(枪)。", "12600 台 exact achieved"),
    ("对5家涉嫌哄抬价格的企业处以顶格罚款,单案最高罚款300万元。", "5 家 exact achieved; 3000000 元 exact achieved"),
    (
        "发放消费券2亿元,撬动消费超15亿元,杠杆率7.5倍。",
        "200000000 元 exact achieved; 1500000000 元 more_than achieved; 7.5 倍 exact achieved",
    ),
    (
        "企业设立登记由3个工作日压减到当天办结,材料精简60%,环节减少至1个。",
        "3 个工作日 exact baseline; -60 % exact change; 1 个 exact achieved",
    ),
    (
        "截至2023年6月,累计培育“专精特新”中小企业2.4万家,其中国家级“小巨人”企业1528家,数量居全国第一。",
        "24000 家 exact achieved; 1528 家 exact achieved",
    ),
    ("全年办理行政处罚案件量同比下降17.5%,但罚没款增长近三成。", "-17.5 % exact change; 30 % nearly change"),
    ("对98家企业(单位)下达责令改正通知书126份,限期15日内整改到位。", "98 家 exact achieved; 126 份 exact achieved; 15 日 at_most rule"),
    ("每万名就业人员中研发人员为52人年,高于全国平均水平3人年。", "52 人年/万人 exact achieved; 3 人年 exact change"),
    ("药品零售企业6.2万家,较年初净增1200家。", "62000 家 exact achieved; 1200 家 exact change"),
    (
        "投诉解决率96.8%(较上半年提升2.1个百分点),平均用时9.2天。",
        "96.8 % exact achieved; 2.1 个百分点 exact change; 9.2 天 exact achieved",
    ),
    (
        "该批次产品抽样基数50公斤,抽样数量2.5kg,购进单价18.5元/公斤。",
        "50 公斤 exact achieved; 2.5 kg exact achieved; 18.5 元/公斤 exact achieved",
    ),
    (
        "当事人经营额累计15673.5元,获利3120元,至案发时尚有库存36盒。",
        "15673.5 元 exact achieved; 3120 元 exact achieved; 36 盒 exact achieved",
    ),
    (
        "依据《价格法》第四十条规定,责令改正,没收违法所得5,000元,罚款2万元。",
        "5000 元 exact achieved; 20000 元 exact achieved",
    ),
    (
        "法人处二十万元以上一百万元以下的罚款,情节严重的,处一百万元以上二百万元以下的罚款。",
        "200000-1000000 元 at_least rule; 1000000-2000000 元 at_least rule",
    ),
    (
        "新增发明专利授权1.3万件,同比翻了一番;商标注册申请量连续五年保持两位数增长。",
        "13000 件 exact achieved; 2 倍 exact change",
    ),
    ("全市10个区县、86个市场监管所、1,236名执法人员参与行动。", "86 个 exact achieved; 1236 名 exact achieved"),
    (
        "网络交易监测主体68万余家次、商品信息1.2亿条,发现并处置违法线索4300多条。",
        "680000 家次 more_than achieved; 120000000 条 exact achieved; 4300 条 more_than achieved",
    ),
    ("食品生产企业自查率、风险报告率均达100%。", "100 % exact achieved"),
    (
        "据统计,“十三五”期间全市累计受理各类投诉举报45.7万件,年均增长21.3%。",
        "457000 件 exact achieved; 21.3 % exact change",
    ),
    (
        "今年1至5月,全区新登记企业5.1万户,增幅12.4%,高出全国3.6个百分点。",
        "51000 户 exact achieved; 12.4 % exact change; 3.6 个百分点 exact change",
    ),
    ("上年同期为4.5万户。", "45000 户 exact baseline"),
    ("补贴标准为每台500元,单个企业最高不超过20万元。", "500 元/台 exact rule; 200000 元 at_most rule"),
    ("举报属实的给予5000元至10万元奖励。", "5000-100000 元 exact rule"),
    ("消费者王女士花费3980元购买一台空调,使用不到三个月就出现故障。", "3980 元 exact achieved"),
    ("特种设备万台死亡率为0.05,未发生较大以上事故。", "0.05 - exact achieved"),
    (
        "检测了186项指标,其中3项不合格,不合格项目检出率1.6%。",
        "186 项 exact achieved; 3 项 exact achieved; 1.6 % exact achieved",
    ),
    ("为8.6万户次企业提供信贷支持5.2亿元。", "86000 户次 exact achieved; 520000000 元 exact achieved"),
    (
        "服务企业2600余家次、解决技术难题430余个、降低企业成本1.1亿元。",
        "2600 家次 more_than achieved; 430 个 more_than achieved; 110000000 元 exact achieved",
    ),
    (
        "投入1200万元、建成面积达3000㎡的省级快检中心,日检测能力500批次。",
        "12000000 元 exact achieved; 3000 平方米 exact achieved; 500 批次 exact achieved",
    ),
    (
        "排查燃气灶具等重点产品生产销售企业1.1万家,整改隐患0.6万处,整改率98.9%。",
        "11000 家 exact achieved; 6000 处 exact achieved; 98.9 % exact achieved",
    ),
    ("我市现有A级食品生产企业23家,5A级景区3家餐饮单位完成改造。", "23 家 exact achieved; 3 家 exact achieved"),
    (
        "在2.5万余户个体工商户中开展“双随机、一公开”抽查,抽查比例不低于5%。",
        "25000 户 more_than achieved; 5 % at_least achieved",
    ),
    (
        "全年新增注册商标首次突破千万件,有效发明专利拥有量跃上百万件台阶。",
        "10000000 件 more_than achieved; 1000000 件 at_least achieved",
    ),
    ("省级财政安排质量强省资金1.5亿元,较上年增长25%。", "150000000 元 exact achieved; 25 % exact change"),
    ("与去年相比,今年春节期间粮油价格上涨0.8%,蔬菜价格回落3.2%。", "0.8 % exact change; -3.2 % exact change"),
    (
        "抽检覆盖33大类食品,检出不合格样品412批次,问题发现率1.78%。",
        "33 大类 exact achieved; 412 批次 exact achieved; 1.78 % exact achieved",
    ),
    ("出台12项惠企措施,推动减税降费2800多万元。", "28000000 元 more_than achieved"),
    (
        "评选出省长质量奖组织10个、个人3名,各奖励100万元。",
        "10 个 exact achieved; 3 名 exact achieved; 1000000 元 exact achieved",
    ),
    ("24小时应急值守,2小时内响应,处置率100%。", "2 小时 at_most achieved; 100 % exact achieved"),
    ("有的门店虚构原价999元、现价99元的促销信息。", "999 元 exact achieved; 99 元 exact achieved"),
    ("群众满意度提升至92.36分。", "92.36 分 exact achieved"),
    (
        "经营者自愿承诺线下无理由退货单位发展到5.7万家,办理退货23.4万件,涉及金额8900万元。",
        "57000 家 exact achieved; 234000 件 exact achieved; 89000000 元 exact achieved",
    ),
    (
        "从业人员健康证持有率由年初的87%上升到99%,餐饮“红黑榜”公示2期。",
        "87 % exact baseline; 99 % exact achieved; 2 期 exact achieved",
    ),
    ("全国12315平台五年来共接收诉求超亿件。", "100000000 件 more_than achieved"),
    ("新建、改造农贸市场五十六个,创建放心消费示范街区九条。", "56 个 exact achieved; 9 条 exact achieved"),
    (
        "不予行政处罚案件1246件,减轻处罚案件3509件,两者合计减免罚款约1.02亿元。",
        "1246 件 exact achieved; 3509 件 exact achieved; 102000000 元 about achieved",
    ),
    ("抗原检测试剂最低降到每人份2.8元,口罩价格每只0.5元。", "2.8 元/人份 exact achieved; 0.5 元/只 exact achieved"),
    ("全年累计开展执法检查8.3万次,平均每个工作日332次。", "83000 次 exact achieved; 332 次 exact achieved"),
    (
        "原料药价格从每公斤120元涨到3000元,涨幅达24倍。",
        "120 元/公斤 exact baseline; 3000 元/公斤 exact achieved; 24 倍 exact change",
    ),
    ("规上工业企业标准化覆盖率不足六成。", "60 % less_than achieved"),
]

TARGETS = [
    (
        "力争到2025年,全省每万人高价值发明专利拥有量达到15件,年均增长8%以上。",
        "15 件/万人 exact target; 8 % at_least target",
    ),
    ("2024年计划抽检食品12万批次以上,合格率稳定在98%左右。", "120000 批次 at_least target; 98 % about target"),
    (
        "确保全年新增市场主体不少于30万户,培育“小巨人”企业50至60家。",
        "300000 户 at_least target; 50-60 家 exact target",
    ),
    ("下一步,将新建计量测试中心3个,培训企业首席质量官2000名。", "3 个 exact target; 2000 名 exact target"),
    ("年底前电梯按需维保覆盖率达到60%,应急救援到达时间不超过30分钟。", "60 % exact target; 30 分钟 at_most target"),
    ("要大力实施标准化战略,推动制修订地方标准100项以上。", "100 项 at_least target"),
    ("会议要求,要强化重点监管,对高风险企业检查频次不少于4次。", "4 次 at_least target"),
    (
        "到“十四五”末,全省主导制定国际标准突破50项,国家级标准化试点示范达到300个左右。",
        "50 项 more_than target; 300 个 about target",
    ),
    (
        "争取到2023年底,小微企业质量管理体系认证提升行动覆盖企业1万家,培训人员不少于2万人次。",
        "10000 家 exact target; 20000 人次 at_least target",
    ),
    (
        "力争通过三年努力,培育10个以上百亿级产业集群、1000家质量标杆企业。",
        "10 个 at_least target; 1000 家 exact target",
    ),
    ("会议部署了六项重点任务,要求各地三个月内完成100%排查。", "3 个月 at_most target; 100 % exact target"),
]

NOTHING = [
    "党的二十大报告提出,坚持“两个毫不动摇”,落实“四个最严”。",
    "省市场监管局召开2021年第3次局党组(扩大)会议,学习十九届六中全会精神。",
    "根据市政发〔2020〕15号文件和GB 7718-2011、GB/T 19001-2016等标准,经12315热线受理。",
    "一是抓统筹。二要抓落实。(三)抓考核。4.抓队伍。",
    "连续三年位居全省第一,排名全国前十位,荣获一等奖。",
    "围绕8个方面、24项重点任务、30条硬措施,推进三级联动。",
    "全国统一零售价改革,十分重要,一批项目落地,千家万户受益,成千上万的商户参与。",
    "联系电话:0731-85693215,统一社会信用代码91430000123456789X。",
    "三元食品、五粮液、六安市、九江市、三亚市、千岛湖镇代表参加。",
    "“3·15”晚会、“五一”假期、“十四五”规划、“双11”促销、“4812”工程、5G基站、A4纸。",
    "1月26日上午9时30分,一季度工作会召开,历时两年的三年行动收官。",
    "5²件、10⁴件都不是数。",
    "9999999999999999999999件。",
    "深化“一件事一次办”,推行“一照通”“一码通”,实现“零距离”服务。",
    "“百企千品”工程、“万企兴万村”行动、《市场监管三十条》印发。",
    "第二十一届中国专利奖、第35批次名单、第5号公告。",
    "近三年来、过去五年、未来十年、百年大计。",
    "国药准字H20203456,批号20210315,型号QX-100,版本V2.0。",
]

DOCUMENTS = [
    (
        {"year": 2022, "genre": "plan", "title": "江苏省“十四五”市场监管现代化规划"},
        "#第一章 发展基础\n"
        "“十三五”时期,全省市场主体从2015年的678.6万户增长到1270万户,每万人发明专利拥有量36.1件。"
        "食品抽检合格率保持在98%以上。\n"
        "#第二章 总体要求\n"
        "#三、主要目标\n"
        "到2025年,市场主体总量达到1600万户左右,每万人口高价值发明专利拥有量17件。年均新增企业60万户。\n"
        "——消费环境更加安全。食品评价性抽检合格率98.5%以上;药品抽检合格率99%;12315投诉按期办结率达99%。\n"
        "#第三章 重点任务\n"
        "建设50个国家级质检中心,培育1000家专精特新企业。目前已建成国家级质检中心38个。",
        "baseline achieved achieved achieved target target target target target target target target achieved",
    ),
    (
        {"year": 2023, "genre": "press conference"},
        "记者问:请介绍一下去年食品安全抽检情况。\n"
        "答:2022年我们完成抽检58.2万批次,不合格率2.3%,较2021年下降0.4个百分点。今年我们计划抽检60万批次。"
        "下一步,将做好三件事,对不合格率超过5%的品种加大抽检频次,力争问题发现率提高1个百分点以上。\n"
        "目前全省共有食品生产企业1.8万家。",
        "achieved achieved change target target target achieved",
    ),
    (
        {"year": 2021, "genre": "meeting news"},
        "会议要求,2021年要突出抓好以下工作。一是优化营商环境,企业开办时间压缩至1个工作日。"
        "二是强化质量提升,新增省级标准化试点20个以上。三是加强执法,查办大要案50件。\n"
        "会议通报,2020年全系统共查办案件3.2万件,罚没8.6亿元。",
        "target target target achieved achieved",
    ),
    (
        {"year": 2020, "genre": "case release"},
        "#案例一\n"
        "2020年5月,某市市场监管局查处某公司未经许可从事食品经营案。当事人经营额3.6万元,获利8000元。"
        "依据《食品安全法》第一百二十二条第一款,责令改正,没收违法所得8000元,处罚款5万元。该条规定,"
        "货值金额一万元以上的,并处货值金额十倍以上二十倍以下罚款。\n"
        "#案例二\n"
        "经查,该店销售过期饮料24瓶,标价每瓶6.5元,货值156元,被处以5000元罚款。",
        "achieved achieved achieved achieved rule rule achieved achieved achieved achieved",
    ),
    (
        {"year": 2022, "genre": "bulletin"},
        "#一、知识产权创造\n"
        "全年专利授权69.9万件,其中发明专利授权8.7万件,增长25.8%。\n"
        "#二、存在问题\n"
        "高价值发明专利占比仅为18%,低于全国平均水平2.1个百分点。\n"
        "#三、2023年工作计划\n"
        "发明专利授权9万件,质押融资300亿元。",
        "achieved achieved change achieved change target target",
    ),
    (
        {"year": 2021, "genre": "notice"},
        "各地要按照《通知》要求,于10月底前完成排查,排查覆盖率达到100%。每个县(市、区)至少打造2个示范点,"
        "每月报送信息不少于2条。去年共打造示范点126个。",
        "target target target achieved",
    ),
    (
        {"year": 2024, "genre": "unknown"},
        "今年以来,区局深化改革、强化监管、优化服务,加快推进质量强区建设,新培育质量标杆8家,"
        "开展专项检查1246家次,整改隐患318处。",
        "achieved achieved achieved",
    ),
    (
        {"year": 2019, "genre": "meeting news"},
        "2018年底全市商标有效注册量为8.2万件,今年上半年新增6300件,预计全年新增1.2万件,"
        "到明年将突破10万件。",
        "achieved achieved target target",
    ),
]


@pytest.fixture(scope="module")
def read():
    """The records of every clause, all read at once: one paragraph each, no heading, no genre."""
    texts = [text for text, _ in RESULTS + TARGETS] + NOTHING
    found = find_quantities(made("\n".join(texts), year=2023))
    starts = [sum(len(text) + 1 for text in texts[:place]) for place in range(len(texts))]
    told = {}
    for text, start in zip(texts, starts, strict=True):
        rows = found[found["start"].between(start, start + len(text) - 1)]
        told[text] = "; ".join(map(record, rows.itertuples()))
    return told


def record(row) -> str:
    value = f"{row.value:.12g}" if row.unit else f"{row.value:.3g}"
    high = f"-{row.high:.12g}" if row.high == row.high else ""
    return f"{value}{high} {row.unit or '-'} {row.qualifier} {row.status}"


@pytest.mark.parametrize(("text", "expected"), RESULTS + TARGETS, ids=lambda x: x[:24])
def test_clauses_of_the_genre(read, text, expected):
    assert read[text] == expected


@pytest.mark.parametrize("text", NOTHING, ids=lambda x: x[:24])
def test_numbers_that_are_no_statistics(read, text):
    assert read[text] == ""


@pytest.mark.parametrize(("fields", "text", "expected"), DOCUMENTS, ids=lambda x: str(x)[:24])
def test_statuses_in_the_run_of_a_document(fields, text, expected):
    """Sections, lists, questions and answers, cases: what decides stands before the sentence."""
    assert " ".join(find_quantities(made(text, **fields))["status"]) == expected
