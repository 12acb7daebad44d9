"""Clauses as bureaus of many provinces write them, each with its expected records: value, unit, bound, status.

Written from the genre (year reports, bulletins, consumer complaints, campaign results, case releases, plans, press
conferences), not from the seeds. A record is `value unit qualifier status`; an empty list says: no statistic here.
"""

import pytest
from made import made

from jianguan.quantities import find_quantities

RESULTS = [
    # year reports
    ("2022年,全市新设各类经营主体41.21万户,同比下降8.2%,日均新设1650户。", "412100 户 exact achieved; -8.2 % exact change; 1650 户 exact achieved"),
    ("截至2022年底,全省实有市场主体1633.8万户,其中企业707.9万户、个体工商户918.6万户。",
     "16338000 户 exact achieved; 7079000 户 exact achieved; 9186000 户 exact achieved"),
    ("全区共检查各类经营主体42.6万户(次),立案查处违法案件12,345件,罚没款2.31亿元。",
     "426000 户次 exact achieved; 12345 件 exact achieved; 231000000 元 exact achieved"),
    ("全省万人有效发明专利拥有量达到14.8件,较上年末提高2.1件。", "14.8 件 exact achieved; 2.1 件 exact change"),
    ("制造业质量竞争力指数达92.5,高于全国平均水平1.4。", "92.5 - exact achieved"),
    ("顾客满意度得分85.6分,连续五年保持在“满意”区间。", "85.6 分 exact achieved"),
    ("全年为企业减免各类费用近3亿元,惠及市场主体逾十万户。", "300000000 元 nearly achieved; 100000 户 more_than achieved"),
    ("每万户市场主体拥有有效商标1532件,商标有效注册量突破60万件。", "1532 件/万户 exact achieved; 600000 件 more_than achieved"),
    ("工业产品质量监督抽查合格率由2018年的91.3%提高到93.8%。", "91.3 % exact baseline; 93.8 % exact achieved"),
    ("企业开办时间压缩至0.5个工作日,“全程网办”率达百分之九十五以上。", "0.5 个工作日 exact achieved; 95 % at_least achieved"),
    ("12315平台共受理投诉、举报、咨询123.45万件,其中投诉56.7万件,占比45.9%。",
     "1234500 件 exact achieved; 567000 件 exact achieved; 45.9 % exact achieved"),
    ("从业人员数千人,建成检测室两百余间,仪器设备三千二百台(套)。", "1000 人 about achieved; 200 间 more_than achieved; 3200 台(套) exact achieved"),
    # consumer complaints
    ("食品类投诉3.2万件,同比增长12.6%、环比下降3.4个百分点。", "32000 件 exact achieved; 12.6 % exact change; -3.4 个百分点 exact change"),
    ("投诉量居前五位的分别是:预付卡(2310件,占18.4%)、家电(1,986件,占15.8%)。",
     "2310 件 exact achieved; 18.4 % exact achieved; 1986 件 exact achieved; 15.8 % exact achieved"),
    ("为消费者挽回经济损失约6800万元,同比上升近两成。", "68000000 元 about achieved; 20 % nearly change"),
    ("网购投诉是五年前的3.5倍,七成以上集中在直播带货领域。", "3.5 倍 exact change; 70 % at_least achieved"),
    ("平均处理时长由12.6天缩短至7.3天,降幅达42.1%。", "12.6 天 exact baseline; 7.3 天 exact achieved; -42.1 % exact change"),
    ("百万人口投诉量为1342件,每10万人投诉量最高的三个市均超过200件。", "1342 件 exact achieved; 200 件/10万人 more_than achieved"),
    # campaign results and case releases
    ("行动开展以来,出动执法人员1.2万余人次,下架问题产品850余公斤,取缔无证经营23户。",
     "12000 人次 more_than achieved; 850 公斤 more_than achieved; 23 户 exact achieved"),
    ("查扣侵权商品2.3万件(瓶),涉案货值1260.5万元,抓获犯罪嫌疑人十五名。",
     "23000 件 exact achieved; 12605000 元 exact achieved; 15 名 exact achieved"),
    ("当事人以每瓶12元的价格购进该酒100瓶,以25元/瓶的价格售出80瓶,违法所得1040元。",
     "12 元/瓶 exact achieved; 100 瓶 exact achieved; 25 元/瓶 exact achieved; 80 瓶 exact achieved; 1040 元 exact achieved"),
    ("市局依法没收违法所得1040元,并处货值金额十五倍罚款,罚没款合计三万八千五百元。",
     "1040 元 exact achieved; 15 倍 exact achieved; 38500 元 exact achieved"),
    ("依照《食品安全法》第一百二十四条第一款第(三)项,货值金额不足一万元的,并处五万元以上十万元以下罚款。",
     "10000 元 less_than rule; 50000-100000 元 at_least rule"),
    ("经检验,菌落总数为1200CFU/g,标准规定不得超过1000CFU/g。", "1200 CFU/g exact achieved; 1000 CFU/g at_most rule"),
    ("落实特种设备每月至少自查1次、每年定期检验不少于一次的要求。", "1 次 at_least rule"),
    ("三起案件移送公安机关,两家企业被吊销许可证。", "3 起 exact achieved; 2 家 exact achieved"),
    ("捣毁制假窝点五个,查获假冒卷烟二百一十三万支。", "5 个 exact achieved; 2130000 支 exact achieved"),
    ("罚款12万元,没收不合格电线3.6千米、成品油2.5吨。", "120000 元 exact achieved; 3.6 千米 exact achieved; 2.5 吨 exact achieved"),
    # drugs and patents
    ("共批准创新药45个、创新医疗器械61个,审评通过药品上市申请1,358件。", "45 个 exact achieved; 61 个 exact achieved; 1358 件 exact achieved"),
    ("收到药品不良反应/事件报告219.3万份,其中新的和严重报告占31.2%。", "2193000 份 exact achieved; 31.2 % exact achieved"),
    ("每百万人口平均报告数为1556份,县级覆盖率98.7%。", "1556 份/百万人 exact achieved; 98.7 % exact achieved"),
    ("专利商标质押融资4868.8亿元,同比增长57.1%,质押项目2.8万笔。", "486880000000 元 exact achieved; 57.1 % exact change; 28000 笔 exact achieved"),
    ("PCT国际专利申请7.4万件,海牙体系外观设计申请由三百件增加到一千二百余件。",
     "74000 件 exact achieved; 300 件 exact baseline; 1200 件 more_than achieved"),
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
]  # fmt: skip

TARGETS = [
    ("力争到2025年,全省每万人高价值发明专利拥有量达到15件,年均增长8%以上。", "15 件/万人 exact target; 8 % at_least target"),
    ("2024年计划抽检食品12万批次以上,合格率稳定在98%左右。", "120000 批次 at_least target; 98 % about target"),
    ("确保全年新增市场主体不少于30万户,培育“小巨人”企业50至60家。", "300000 户 at_least target; 50-60 家 exact target"),
    ("下一步,将新建计量测试中心3个,培训企业首席质量官2000名。", "3 个 exact target; 2000 名 exact target"),
    ("年底前电梯按需维保覆盖率达到60%,应急救援到达时间不超过30分钟。", "60 % exact target; 30 分钟 at_most target"),
    ("要大力实施标准化战略,推动制修订地方标准100项以上。", "100 项 at_least target"),
    ("会议要求,要强化重点监管,对高风险企业检查频次不少于4次。", "4 次 at_least target"),
]  # fmt: skip

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


@pytest.fixture(scope="module")
def read():
    """The records of every clause, all read at once: one paragraph each, no heading, no genre."""
    texts = [text for text, _ in RESULTS + TARGETS] + NOTHING
    found = find_quantities(made("\n".join(texts), year=2023))
    starts = [sum(len(text) + 1 for text in texts[:place]) for place in range(len(texts))]
    rows = {text: found[found["start"].between(start, start + len(text) - 1)] for text, start in zip(texts, starts, strict=True)}
    return {text: "; ".join(map(record, table.itertuples())) for text, table in rows.items()}


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
