"""Which lines are the page around an article: rules on lines and neighbours, each with what it must leave alone."""

import time
from collections import Counter

import pytest
from pages import ARTICLE, META, PARAGRAPHS, TITLE

from jianguan.intake.blocks import Block, read_blocks
from jianguan.intake.furniture import furniture, stated_row
from jianguan.intake.layout import read_page
from jianguan.intake.rows import row_rule
from jianguan.intake.titles import headline
from jianguan.metadata import read_metadata
from jianguan.text import fold, spell


def parts(text: str) -> dict[str, list[str]]:
    page = read_page(spell(text))
    return {kind: [block.text for block in page.of(kind)] for kind in ("title", "heading", "body", "cut")}


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("首页 > 新闻中心 > 工作动态", "navigation"),
        ("您当前的位置：首页 - 要闻 - 正文", "navigation"),
        ("首页　｜　机构概况　｜　政务公开　｜　办事服务", "navigation"),
        ("今天是:2021年5月3日 星期一", "navigation"),
        ("【字体：大 中 小】 【打印】 【关闭窗口】", "tools"),
        ("分享到：微信 微博 QQ空间", "share"),
        ("浏览次数:1,088 点赞:12", "counter"),
        ("2021-01-27 16:34:21来源:中国食品安全网编辑:连待待", "byline"),
        ("■王小明 李红", "byline"),
        ("二〇二〇年九月十一日 11时20分　来源：昌吉日报", "byline"),
        ("20210127163107198.jpg", "image_name"),
        ("会场.JPG1月22日,局长在现场督查", "caption"),
        ("图为推进会现场", "caption"),
        ("王小明 摄", "caption"),
        ("上一篇:省局召开党组会议", "related"),
        ("相关链接", "related"),
        ("版权所有:某某市市场监督管理局", "copyright"),
        ("凡本网注明来源的作品,版权均属本网所有,未经授权不得转载。", "copyright"),
        ("浙ICP备05000001号-1 浙公网安备 33010602000001号", "registration"),
        ("地址:杭州市莫干山路1号 邮编:310000 电话:0571-12345678", "contact"),
        ("请使用微信扫一扫", "qr_prompt"),
        ("浙市监〔2021〕15号", "document_index"),
        ("核心提示：4月25日起,市局开展检查。", "abstract"),
        ("来　　源：省局办公室", "byline"),
        ("主 题 词：质量 安全", "document_index"),
        ("〖发布日期〗2016-02-29　〖点击次数〗1586", "byline"),
        ("2018-11-06 10:27:41 某某质量报 靳海峰", "byline"),
        ("2024年3月12日 星期二　本报记者 覃小璐", "byline"),
        ("责任编辑 邓小可 版式 刘海洋", "byline"),
        ("某某质量网首页 - 新闻 - 监管 - 打假", "navigation"),
        ("第A03版：要闻", "navigation"),
        ("上一版　下一版　返回目录", "navigation"),
        ("上一篇　下一篇　放大　缩小", "navigation"),
        ("您是本站第 0918273 位访问者", "counter"),
        ("点击上方蓝字 关注我们", "qr_prompt"),
        ("分享到微信朋友圈 打开微信，使用“扫一扫”即可分享。", "share"),
        ("某某县融媒体中心出品", "copyright"),
        ("某某县人民政府 主办", "copyright"),
        ("首页 / 新闻 / 正文", "navigation"),
        ("视频回放　文字实录　图片掠影", "navigation"),
        ("#铁拳行动 23个 #民生", "navigation"),
        ("（总第345期）", "navigation"),
        ("·21·", "navigation"),
        ("第一章　总体规模 ........................ 2", "contents"),
        ("二〇二四年六月", "byline"),
        ("文字编辑：顾潇 校对：李红", "byline"),
        ("信江日报 2022年3月17日 星期四 第3版 经济·民生", "byline"),
        ("莲城融媒记者 宋佳音 通讯员 魏东方", "byline"),
        ("查看更多评论", "tools"),
        ("■ 热门推荐", "related"),
        ("评论列表（12条）", "comments"),
        ("图②：某某生产线。", "caption"),
        ("市民在窗口办理执照（黄丽萍 摄）", "caption"),
        ("(下转A03版)", "navigation"),
        ("报：省市场监督管理局，市委、市政府。", "distribution"),
        ("作者简介：王某（1985—），女，副教授，研究方向：公共管理", "document_index"),
    ],
)
def test_lines_that_are_furniture(line, rule):
    assert furniture(spell(line).strip())[0] == rule


@pytest.mark.parametrize(
    "line",
    [
        "来源于基层的经验值得推广。",
        "推广扫码付、扫码点餐等便民服务。",
        "要坚持问题导向,全力保障安全;坚持法治导向,强化执法。",
        "二、主要任务",
        "■ 聚焦重点任务",
        "严厉打击未经授权使用他人商标的行为。",
        "当事人持有食品经营许可证编号JY1330100的许可证,销售过期食品。",
        "社会共治格局加快形成",
        "保护知识产权,打击侵犯著作权、版权的行为。",
        "全省新增授权发明专利11537件,新增PCT国际专利申请624件。",
        "印发《2021年立法计划》(国发〔2021〕5号),推进各项任务。",
        "时间紧、任务重、来源广。",
        "2021年3月15日 上午 会议召开",
        "2021年3月15日10:30,会议在省局召开。",
        "守住底线 拉高标杆 创新争先",
        "论坛由市市场监管局主办",
        "第3版《质量手册》发布",
        "转作风 提效能 优服务 促发展",
        "立即整改",
        "社会 共治",
        "查看台账不走过场",
        "最新修订的标准发布",
        "京华晨报记者：请问今年有哪些举措？",
        "图谋不轨者必受严惩",
        "2024年6月印发方案",
        "如图1所示,合格率逐年提高",
        "全省查处侵权盗版案件35件,删除侵权链接120条",
        "【视频】探访记:天津“放心消费街区”",
        "各餐饮服务单位:",
        "关于2021年第8期食品安全监督抽检信息的通告",
        "追求卓越争一流 实干笃行谱新篇 台州召开2021年度全市市场监管系统工作会议",
    ],
)
def test_lines_that_only_look_like_furniture(line):
    assert furniture(line) == ("", [])


def test_the_article_lies_between_title_and_attendance():
    found = parts("首页 > 要闻\n" + ARTICLE + "上一篇:无\n版权所有 河北省市场监督管理局\n")
    assert found["title"] == [TITLE]
    assert found["body"] == PARAGRAPHS
    assert found["cut"] == ["首页 > 要闻", META, "上一篇:无", "版权所有 河北省市场监督管理局"]


def test_a_title_may_stand_before_navigation_or_behind_the_byline():
    assert parts(f"{TITLE}\n首页 > 要闻\n{META}\n{PARAGRAPHS[0]}")["title"] == [TITLE]
    assert parts(f"首页 > 要闻\n{META}\n{TITLE}\n{PARAGRAPHS[0]}")["title"] == [TITLE]


def test_a_subtitle_is_title_and_a_chapter_is_heading():
    found = parts(f"{TITLE}\n——河北质量强省观察\n{META}\n一、总体要求\n{PARAGRAPHS[1]}\n二、主要任务\n{PARAGRAPHS[2]}")
    assert found["title"] == [TITLE, "——河北质量强省观察"]
    assert found["heading"] == ["一、总体要求", "二、主要任务"]


def test_captions_are_cut_beside_images_and_where_they_repeat_the_title():
    lines = [TITLE, META, PARAGRAPHS[0], "a.jpg", "会议现场", TITLE, PARAGRAPHS[1]]
    found = parts("\n".join(lines))
    assert found["body"] == PARAGRAPHS[:2] and found["heading"] == []


def test_a_short_line_without_an_image_before_it_is_a_heading():
    assert parts(f"{TITLE}\n{PARAGRAPHS[0]}\n会议现场\n{PARAGRAPHS[1]}")["heading"] == ["会议现场"]


def test_an_image_name_glued_to_a_paragraph_is_cut_out_of_it():
    found = parts(f"{TITLE}\n{PARAGRAPHS[0]}20210127.jpg\n{PARAGRAPHS[1]}")
    assert found["body"] == PARAGRAPHS[:2] and "20210127.jpg" in found["cut"]


@pytest.mark.parametrize(
    "dateline",
    [
        "本报讯(记者 王小明 通讯员 李红)",
        "中国食品安全网讯 (记者 戴正聪) ",
        "本网讯 ",
        "(记者 王小明)",
        "河北新闻网3月14日讯(记者 王小明)",
    ],
)
def test_datelines_are_cut_before_the_first_sentence(dateline):
    found = parts(f"{TITLE}\n{META}\n{dateline}{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}")
    assert found["body"] == PARAGRAPHS[:2] and dateline in found["cut"]


@pytest.mark.parametrize("opening", ["为保障电力供应,", "近日,有记者反映,", "通讯员队伍建设得到加强,"])
def test_sentences_that_open_like_a_dateline_stay_whole(opening):
    text = opening + PARAGRAPHS[0]
    assert parts(f"{TITLE}\n{META}\n{text}\n{PARAGRAPHS[1]}")["body"][0] == text


@pytest.mark.parametrize(
    "end", ["(记者 王小明)", "(责任编辑:李红)", "【编辑:李红】", "(王小明 李红)", "(省局办公室供稿)"]
)
def test_sign_offs_are_cut_behind_the_last_sentence(end):
    found = parts(f"{TITLE}\n{META}\n" + "\n".join(PARAGRAPHS) + end)
    assert found["body"] == PARAGRAPHS and end in found["cut"]


def test_brackets_that_belong_to_the_sentence_stay():
    text = PARAGRAPHS[3] + "(含省直管县)"
    assert parts(f"{TITLE}\n{META}\n{PARAGRAPHS[0]}\n{text}\n{PARAGRAPHS[1]}")["body"][1] == text


def test_related_reading_takes_its_list_along_but_no_paragraph():
    found = parts(f"{TITLE}\n{PARAGRAPHS[0]}\n相关阅读:\n内蒙古召开推进会\n{PARAGRAPHS[1]}\n相关新闻\n甘肃召开推进会")
    assert found["body"] == PARAGRAPHS[:2]


def test_a_short_last_word_of_a_transcript_belongs_to_it():
    found = parts(f"{TITLE}\n[10:00]\n主持人:{PARAGRAPHS[1]}\n[10:30]\n主持人:谢谢各位!\n版权所有 省政府新闻办")
    assert found["body"][-1] == "主持人:谢谢各位!"
    assert found["cut"] == ["[10:00]", "[10:30]", "版权所有 省政府新闻办"]


def test_a_title_broken_after_its_author_is_joined_but_no_site_name_to_a_headline():
    assert parts(f"某某市市场监督管理局\n2016年工作总结和2017年工作安排\n{PARAGRAPHS[1]}")["title"] == [
        "某某市市场监督管理局2016年工作总结和2017年工作安排"
    ]
    headline = "2021年全市市场监管工作会议召开"
    assert parts(f"某某市市场监督管理局\n{headline}\n{PARAGRAPHS[1]}")["title"] == [headline]


def test_the_line_above_the_headline_of_a_paper_is_title_as_well():
    paper = f"第03版:要闻\n以改革精神开创监管新局面\n{TITLE}\n{PARAGRAPHS[0]}"
    assert parts(paper)["title"] == ["以改革精神开创监管新局面", TITLE]
    assert read_page(paper).title.text == TITLE
    site = paper.replace("第03版:要闻", "首页 > 要闻")
    assert parts(site)["title"] == ["以改革精神开创监管新局面", TITLE]
    assert parts(site.replace("以改革精神开创监管新局面", "监管系统每周信息快递"))["title"] == [TITLE]
    assert parts(site.replace("以改革精神开创监管新局面", "深入学习贯彻会议精神"))["title"] == [TITLE]


@pytest.mark.parametrize(
    ("above", "below", "title"),
    [
        ("某地眼镜“摘帽”之后", "一副镜架的质量突围", "某地眼镜“摘帽”之后"),
        ("一副镜架的质量突围", "某地眼镜“摘帽”之后", "某地眼镜“摘帽”之后"),
        ("小小眼镜的突围之路", "一副镜架的质量突围", "一副镜架的质量突围"),
        ("聚焦“三个关键”环节", "某地眼镜产业的突围", "某地眼镜产业的突围"),
        ("某某晚报“第一眼”", "一副镜架的质量突围", "某某晚报“第一眼”"),
    ],
)
def test_of_two_headlines_the_one_to_the_point_is_the_title(above, below, title):
    page = read_page(f"首页 > 要闻\n{above}\n{below}\n2022-03-15 09:14:26 来源:某某晚报\n{PARAGRAPHS[0]}")
    assert page.title.text == title


def test_signature_and_tables_below_the_text():
    rows = "序号 指标 2020年 2025年\n1 抽检合格率 98 99"
    found = parts(f"{TITLE}\n{PARAGRAPHS[1]}\n{rows}\n河北省市场监督管理局\n2022年3月1日")
    assert found["cut"] == ["河北省市场监督管理局", "2022年3月1日"]


def test_a_notice_before_its_plan_is_signed_in_the_middle():
    plan = ["一、压实责任", PARAGRAPHS[1], "抄送:市委办公厅,市政府办公厅。"]
    found = parts("\n".join([TITLE, PARAGRAPHS[0], "某市食品安全委员会办公室", "2021年4月12日", *plan]))
    assert found["cut"] == ["某市食品安全委员会办公室", "2021年4月12日", plan[2]]
    assert found["heading"] == plan[:1]


def test_a_disclaimer_in_whole_sentences_is_no_article_but_a_paragraph_on_rights_is():
    notice = (
        "声明:转载此文是出于传递更多信息之目的,若有来源标注错误或侵犯了您的合法权益,请与本网联系,我们将及时更正、删除。"
    )
    rights = "全省查处侵犯著作权案件35件,要求平台删除侵权链接120条,督促转载单位注明来源,保护作者权益。"
    found = parts(f"{TITLE}\n{META}\n{PARAGRAPHS[0]}\n{rights}\n分享到:\n{notice}")
    assert found["body"] == [PARAGRAPHS[0], rights] and notice in found["cut"]


def test_hints_behind_copyright_and_links_are_no_article():
    hint = "建议使用1024*768以上分辨率的浏览器访问,以便获得更好的效果。"
    lines = [TITLE, META, *PARAGRAPHS, "上一篇:无", "版权所有 河北省市场监督管理局", hint]
    assert parts("\n".join(lines))["body"] == PARAGRAPHS


def test_running_heads_are_cut_beside_page_numbers_only():
    book = "\n".join([TITLE, *(f"河北质量公报\n— {n} —\n{PARAGRAPHS[n]}" for n in range(3))])
    assert parts(book)["body"] == PARAGRAPHS[:3] and parts(book)["heading"] == []
    cases = "\n".join([TITLE, *(f"{PARAGRAPHS[n]}\n典型意义\n{PARAGRAPHS[n + 1]}" for n in range(3))])
    assert parts(cases)["heading"] == ["典型意义"] * 3


@pytest.mark.parametrize(
    "lines",
    [
        ["河北省市场监督管理局", "关于全省产品质量“百日攻坚”行动", "第二轮督查情况的通报"],
        ["关于印发《河北省产品质量提升", "三年行动方案》的通知"],
    ],
)
def test_the_name_of_a_document_over_several_lines_is_one_title(lines):
    assert parts("\n".join([*lines, META, *PARAGRAPHS]))["title"] == ["".join(lines)]


def test_two_lines_above_an_article_that_are_no_document_stay_two():
    assert parts(f"守护民生底线\n{TITLE}\n{META}\n{PARAGRAPHS[0]}")["title"] == [TITLE]


def test_short_questions_between_paragraphs_are_headings_but_not_a_question_asked_by_somebody():
    asked = f"{TITLE}\n{META}\n{PARAGRAPHS[1]}\n工作亮点有哪些?\n{PARAGRAPHS[2]}\n下一步怎么做?\n{PARAGRAPHS[3]}"
    assert parts(asked)["heading"] == ["工作亮点有哪些?", "下一步怎么做?"]
    assert parts(asked.replace("工作亮点", "问:工作亮点"))["heading"] == []


def test_lines_of_an_account_below_the_title_are_no_headings():
    found = parts(f"{TITLE}\n河北市监\n2022-03-15 17:45\n河北\n#质量强省 3个\n{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}")
    assert found["heading"] == [] and found["title"] == [TITLE] and found["body"] == PARAGRAPHS[:2]


def wrapped(text: str, width: int = 24) -> str:
    return "\n".join(text[i : i + width] for i in range(0, len(text), width))


@pytest.mark.parametrize(
    "article",
    [
        "\n\n".join([TITLE, META, *("\u3000\u3000" + p for p in PARAGRAPHS)]),
        "\r\n".join([TITLE, META, *PARAGRAPHS]),
        "\u2028".join([TITLE, META, *PARAGRAPHS]),
        "\x85".join([TITLE, META, *PARAGRAPHS]),
        "\n\n".join([TITLE, META, *(wrapped("    " + p) for p in PARAGRAPHS)]),
        "\n".join([TITLE, META, *(wrapped("\u3000\u3000" + p) for p in PARAGRAPHS)]),
        " ".join([TITLE, META, *PARAGRAPHS, *PARAGRAPHS[:2]]),
    ],
    ids=["ideographic", "crlf", "u2028", "u0085", "wrapped and spaced", "wrapped and indented", "one line"],
)
def test_fault_36_the_same_article_however_its_lines_end(article):
    assert parts(article)["body"][:4] == PARAGRAPHS


def test_lines_of_one_length_that_are_no_wrapped_text_stay_apart():
    links = [f"某某县召开会议部署第{n}季度食品安全重点工作任务落实" for n in "一二三四"]
    points = [f"检查企业{n}00家,发现隐患{n}处并全部督促完成整改工作;" for n in range(1, 5)]
    found = parts("\n".join([TITLE, META, PARAGRAPHS[0], *points, PARAGRAPHS[2], "相关新闻", *links]))
    assert found["body"] == [PARAGRAPHS[0], *points, PARAGRAPHS[2]]
    assert found["cut"][-4:] == links


ATTACKS = [
    "1",
    "查、",
    "1,",
    "(",
    " ",
    "来源:",
    "。",
    "首页>",
    "记者 ",
    "讯(",
    '"',
    "版权所有 ",
    "a.jpg",
    "2021-01-01",
    "要闻\n",
    "马上修一刻不耽误!\n省局召开会议,部署工作。\n",
    "(一)开展调研。\n省局召开会议,部署工作,全省抽检。\n",
    "图片\n执法人员\n",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_fault_53_a_hundred_thousand_characters_take_no_second(attack):
    text = f"{TITLE}\n{PARAGRAPHS[0]}\n{attack * (60_000 // len(attack))}\n{PARAGRAPHS[1]}"
    start = time.process_time()
    read_page(spell(text))
    assert time.process_time() - start < 1


@pytest.mark.parametrize("line", ["深化改革", "——某", "第一章 总则", "某某市市场监督管理局", "本溪县 洛川县 洛川"])
def test_a_page_of_short_lines_without_an_article_takes_no_time_that_grows_with_their_square(line):
    start = time.process_time()
    text = f"{line}\n" * (30_000 // len(line))
    read_metadata(read_page(spell(text)), text)
    assert time.process_time() - start < 1.5


def test_fault_39_one_line_of_300_kilobytes():
    start = time.process_time()
    assert len(parts(TITLE + " " + "".join(PARAGRAPHS) * 600)["body"]) >= 1
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("2018年5月17日 星期四 农历四月初三 空气质量: 良", "navigation"),
        ("站内检索: [请输入关键词] [搜索] [高级搜索]", "navigation"),
        ("2016年6月 Qinling Regulation Review Jun. 2016", "navigation"),
        ("2018年5月17日,天气晴好,星期四上午检查企业3家。", ""),
        ("[通报] 全市检查企业3家", ""),
    ],
)
def test_rows_of_weather_search_boxes_and_journals(row, rule):
    assert row_rule(row) == rule


SIX = "2018-11-06 10:27:41 某某质量报 靳海峰 赵立秋 王敏 李红 张强"


@pytest.mark.parametrize(
    ("line", "rule", "labels"),
    [
        (SIX, "byline", [("published", "2018-11-06 10:27:41"), *(("author", name) for name in SIX.split()[3:]), ("carrier", "某某质量报")]),
        (SIX + " 周洋", "", []),
        ("2018-11-06 10:27 某某某某某某某某某某某报", "byline", [("published", "2018-11-06 10:27"), ("carrier", "某某某某某某某某某某某报")]),
        ("2018-11-06 10:27 某某某某某某某某某某某某报", "", []),
        ("2018-11-06 某某质量报 靳海峰", "", []),
        ("2018-11-06 某某质量报 记者 靳海峰", "byline", [("published", "2018-11-06 "), ("author", "靳海峰"), ("carrier", "某某质量报")]),
        ("11-06 10:27 某某质量报", "byline", [("carrier", "某某质量报")]),
        ("原创 某某发布 2018-11-06 10:27 某某", "byline", [("published", "2018-11-06 10:27"), ("author", "某某发布"), ("account", "某某")]),
        ("某某日报 2022年3月17日 星期四 第03版 要闻", "byline", [("published", "2022年3月17日"), ("carrier", "某某日报")]),
        ("责任编辑 王敏 版式 李红", "byline", [("editor", "王敏")]),
        ("责任编辑 王敏 版式", "", []),
        ("来源:某某报 记者 王敏", "byline", [("reporter", "王敏"), ("source", "某某报")]),
        ("来 源:办公室 时 间:2021-03-15", "byline", [("source", "办公室"), ("dated", "2021-03-15")]),
        ("作者:王敏 李红", "byline", [("author", "王敏 李红")]),
        ("作者:王敏 [大 中 小] 打印", "byline", [("author", "王敏")]),
        ("【作者:王敏】", "byline", [("author", "王敏")]),
        ("编辑丨韩雪", "byline", [("editor", "韩雪")]),
        ("来源:" + "某" * 60, "byline", [("source", "某" * 60)]),
        ("来源:" + "某" * 61, "", []),
        ("发布时间 2021-03-15", "byline", [("published", "2021-03-15")]),
        ("市场监管要闻 来源:办公室", "", []),
        ("供稿:王敏", "byline", [("contributor", "王敏")]),
        ("2021年3月 第2期", "navigation", []),
        ("第1024号(总第345号)", "navigation", []),
        ("返回 顶部", "navigation", []),
        ("打 印", "tools", []),
        ("执法人员在检查。a.jpg 后面还有话。", "", []),
        ("执法人员检查a.jpg后面还有话", "caption", []),
        ("某" * 27 + " 主办", "copyright", [("publisher", "某" * 27)]),
        ("某" * 28 + " 主办", "", []),
    ],
)
def test_a_line_states_exactly_these_fields(line, rule, labels):
    assert furniture(spell(line).strip()) == (rule, labels)


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("今日值班编辑:王敏", ("byline", [("editor", "王敏")])),
        ("【效力级别】地方政府规章", ("document_index", [])),
        ("【说明】这里有超过十个字的一段话没有句号", None),
        ("信件编号:2023 类别:咨询", ("document_index", [])),
        ("兰考:守好校园周边", None),
        ("值班主任:", None),
    ],
)
def test_a_label_nobody_lists_is_known_by_its_ending_or_its_brackets(line, row):
    assert stated_row(line) == row


def test_who_issues_a_plan_stands_above_its_month_with_or_without_brackets():
    text = "沧州市药品安全“十四五”规划\n沧州市市场监督管理局(代章)\n二〇二一年十二月\n为保障用药安全,根据有关规划编制,特制定本规划。"
    page = read_page(spell(text))
    assert ("issuer", "沧州市市场监督管理局(代章)") in page.labels
    assert [(block.kind, block.rule) for block in page.blocks] == [("title", ""), ("cut", "byline"), ("cut", "byline"), ("body", "")]


WRAPPED = [
    "全市市场监管系统深入开展食品安全专项整治,共检查生",
    "产经营单位三万二千家次,发现风险隐患一千二百处,已",
    "全部督促整改到位,并对四十五家企业依法立案查处,移",
    "送公安机关三件。",
    "下一步,将继续加强监管,守护群众舌尖上的安全,推动",
    "食品产业高质量发展,为人民群众营造放心消费的环境。",
]


def blocks(lines: list[str]) -> list[tuple[str, tuple[int, int]]]:
    return [(block.text, block.span) for block in read_blocks("\n".join(lines))]


def test_wrapped_lines_are_joined_to_paragraphs_and_lead_back_to_their_places():
    first, second = "".join(WRAPPED[:4]), "".join(WRAPPED[4:])
    assert blocks(WRAPPED) == [(first, (0, 86)), (second, (87, 138))]
    assert blocks([" " * 40, *WRAPPED]) == [(first, (41, 127)), (second, (128, 179))]
    assert blocks([*WRAPPED[:4], "  " + WRAPPED[4], WRAPPED[5]]) == [(first, (0, 86)), (second, (89, 140))]


def test_a_page_number_is_never_joined_to_the_lines_around_it():
    rows = [text for text, _ in blocks([*WRAPPED[:2], "- 1 -", *WRAPPED[2:]])]
    assert rows == ["".join(WRAPPED[:2]), "- 1 -", "".join(WRAPPED[2:4]), "".join(WRAPPED[4:])]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("首页 要闻 (某某 市局) GDP 2021 年报 " + "甲" * 300, [(0, 2), (3, 5), (6, 22), (23, 25), (26, 326)]),
        ("甲) 乙 (丙 (丁 戊) 己) 庚 " + "辛" * 300, [(0, 2), (3, 4), (5, 16), (17, 18), (19, 319)]),
        ("甲 " + "乙" * 299, [(0, 1), (2, 301)]),
        ("甲 " + "乙" * 298, [(0, 300)]),
        ("甲" * 200 + "\n" + "乙 丙", [(0, 200), (201, 204)]),
        ("甲" * 10 + "\n" + "乙" * 10 + "\n" + "丙 " * 200, [(0, 10), (11, 21), (22, 421)]),
    ],
    ids=["brackets and Latin words", "brackets in brackets", "301 characters", "300 characters", "two short lines", "three lines"],
)
def test_a_page_saved_as_one_long_line_is_cut_at_its_gaps(text, spans):
    assert [span for _, span in blocks([text])] == spans


def test_a_label_whose_characters_are_set_apart_is_the_same_label():
    assert stated_row("值 班 编 辑:王敏") == ("byline", [("editor", "王敏")])


LINE = "市场监管部门抓实安全守护民生福祉新举措落地见效"


@pytest.mark.parametrize(
    ("lengths", "title"),
    [((11, 12), 1), ((12, 13), 0), ((7, 8), 1), ((8, 11), 0), ((4, 5), 1), ((4, 3), 2), ((5, 6), 2), ((12, 8, "来源"), 1), ((12, 7, "来源"), 0)],
    ids=str,
)
def test_the_title_is_the_longer_line_and_the_one_above_the_byline(lengths, title):
    """Among lines of one class it is the first; lines that are all too short hold no title but the last."""
    head = [Block(fold(LINE[i : i + n] if isinstance(n, int) else "来源:办公室")) for i, n in enumerate(lengths)]
    for block in head:
        block.rule = "byline" if block.text.startswith("来源") else ""
    assert headline(head, "", Counter()) == title


@pytest.mark.parametrize(
    ("rows", "rules"),
    [(["发布机构 芜湖市市场监督管理局"], ["navigation"]), (["发布机构 芜湖市市场监督管理局", "主题分类 市场监管"], ["byline", "document_index"])],
)
def test_a_label_and_a_value_set_apart_by_a_gap_are_a_table_only_where_there_are_two(rows, rules):
    read = read_page(spell("\n".join([*rows, TITLE, META, *PARAGRAPHS])))
    assert [block.rule for block in read.blocks[: len(rows)]] == rules
    assert (("publisher", "芜湖市市场监督管理局") in read.labels or ("issuer", "芜湖市市场监督管理局") in read.labels) == (len(rows) > 1)


@pytest.mark.parametrize(("line", "count"), [("检查企业,发现隐患问题一千处整", 1), ("检查企业,发现隐患问题一千处", 4)])
def test_lines_of_fifteen_characters_may_be_wrapped_shorter_ones_are_not(line, count):
    assert len(blocks([first + line[1:] for first in "检抽巡复"])) == count


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["某某市人民政府印发《某某市质量", "强市建设规划》的通知"], "某某市人民政府印发《某某市质量强市建设规划》的通知"),
        (["某某市印发《质量规划》", "系列文件的通知"], ""),
        (["某某市印发《质量规划", "系列文件的通知"], ""),
    ],
    ids=["closed below", "closed above", "never closed"],
)
def test_a_title_broken_inside_the_name_it_quotes_is_one(lines, title):
    titles = parts("\n".join([*lines, META, *PARAGRAPHS]))["title"]
    assert (titles == [title]) == bool(title)


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        (["问：奖励多少？", "答：最高50万元，须经公示。", "Q2：何时申报？", "A2：每年4月，过期不候。"], ["问：奖励多少？", "Q2：何时申报？"]),
        (["问：奖励多少？", "最高50万元，须经公示。"], []),
        (["省局：奖励多少？", "答：最高50万元，须经公示。"], []),
        (["码上看，病历清楚", PARAGRAPHS[1], "马上修，一刻不耽误！", PARAGRAPHS[2]], ["码上看，病历清楚", "马上修，一刻不耽误！"]),
        ([PARAGRAPHS[1], "马上修，一刻不耽误！", PARAGRAPHS[2]], []),
        (["码上看，病历清楚", PARAGRAPHS[1], "“马上修，一刻不耽误！”", PARAGRAPHS[2]], ["码上看，病历清楚"]),
    ],
)
def test_questions_with_their_answers_and_calls_beside_headings_are_headings(lines, headings):
    assert parts("\n".join([TITLE, META, PARAGRAPHS[0], *lines, PARAGRAPHS[3]]))["heading"] == [spell(h) for h in headings]


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("00:00 / 02:47　视频加载失败，请刷新重试", True),
        ("音频：00:00/01:47", True),
        ("[广告] 夏末清凉购 全场5折起", True),
        ("您的浏览器不支持video标签", True),
        ("广告：全省查处违法广告36件。", False),
        ("抽检8:30开始，10:00/12:00各一次。", False),
    ],
)
def test_players_and_advertisements_amid_a_text(line, cut):
    assert (spell(line) in parts("\n".join([TITLE, META, *PARAGRAPHS[:2], line, *PARAGRAPHS[2:]]))["cut"]) == cut


def test_a_paragraph_loses_the_call_back_to_the_home_page_but_no_word_of_its_own():
    assert parts(f"{ARTICLE[:-1]}返回长狐，查看更多\n")["cut"][-1] == "返回长狐,查看更多"
    kept = "执法人员返回现场，查看更多样品。"
    assert parts(f"{ARTICLE[:-1]}{kept}\n")["body"][-1].endswith(spell(kept))


def test_a_title_broken_between_several_issuers():
    notice = "某某市市场监督管理局\n某某市财政局\n关于做好资金申报工作的通知"
    assert parts(f"{notice}\n{PARAGRAPHS[1]}")["title"] == [notice.replace("\n", "")]
    assert len(parts(f"{notice.replace('通知', '会议')}\n{PARAGRAPHS[1]}")["title"]) == 1


def test_a_line_in_brackets_below_the_title_that_qualifies_it():
    assert parts(f"{TITLE}\n（2023—2025年）\n{PARAGRAPHS[1]}")["title"] == [TITLE, "(2023—2025年)"]
    assert parts(f"{TITLE}\n（某市市场监督管理局）\n{PARAGRAPHS[1]}")["title"] == [TITLE]


def test_a_line_below_the_place_of_an_image_is_its_caption_unless_a_paragraph_follows():
    lines = [TITLE, META, PARAGRAPHS[0], "图片", "执法人员现场检查", "聚焦源头", PARAGRAPHS[1], "图片", "守好末端", PARAGRAPHS[2]]
    found = parts("\n".join(lines))
    assert found["heading"] == ["聚焦源头", "守好末端"] and "执法人员现场检查" in found["cut"]


@pytest.mark.parametrize(("line", "cut"), [("PART 01", True), ("PART.2", True), ("NO.3", True), ("PART ONE", False)])
def test_numbers_of_parts_alone_are_ornaments(line, cut):
    assert (line in parts("\n".join([TITLE, META, PARAGRAPHS[0], line, "聚焦源头", PARAGRAPHS[1]]))["cut"]) == cut


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        (["（一）开展调研。", PARAGRAPHS[1], "（二）组织帮扶。", PARAGRAPHS[2]], ["(一)开展调研。", "(二)组织帮扶。"]),
        (["一、明码标价。", "二、诚信计量。", "三、先行赔付。", PARAGRAPHS[2]], []),
        (["【工作动态】", PARAGRAPHS[1], "【主要成效】", PARAGRAPHS[2]], ["【工作动态】", "【主要成效】"]),
        (["【导语】", PARAGRAPHS[1], "【正文】", PARAGRAPHS[2]], []),
        (["数字一：3.9万", PARAGRAPHS[1], "数字二：97.3%", PARAGRAPHS[2]], ["数字一:3.9万", "数字二:97.3%"]),
        (["名称：某公司", "地址：某路", PARAGRAPHS[1]], []),
    ],
)
def test_headings_with_a_stop_in_brackets_and_with_a_colon(lines, headings):
    assert parts("\n".join([TITLE, META, PARAGRAPHS[0], *lines, PARAGRAPHS[3]]))["heading"] == headings


def test_a_line_directly_below_the_title_is_its_subtitle_but_a_marked_one_a_heading():
    assert parts(f"{TITLE}\n全省抽检合格率升至百分之九十八\n{PARAGRAPHS[1]}")["title"] == [TITLE, "全省抽检合格率升至百分之九十八"]
    for heading in ("一、全省抽检合格率升至百分之九十八", "▍全省抽检合格率升至九成", "前言"):
        assert parts(f"{TITLE}\n{heading}\n{PARAGRAPHS[1]}")["title"] == [TITLE]


def test_a_row_of_buttons_that_opens_like_a_list_takes_no_title_along():
    assert parts(f"往期回顾 返回目录\n{TITLE}\n——某市走笔\n{PARAGRAPHS[1]}")["title"] == [TITLE, "——某市走笔"]
    assert TITLE in parts(f"{ARTICLE}往期回顾\n{TITLE}\n")["cut"]


def test_the_issue_of_a_bulletin_is_its_title_where_nothing_else_is():
    issue = "某某市打击走私冻品工作简报(第9期)"
    assert parts(f"首页 -- 工作简报\n{issue}\n{META}\n{PARAGRAPHS[1]}")["title"] == [issue]
    assert parts(f"首页 -- 工作简报\n{issue}\n{TITLE}\n{META}\n{PARAGRAPHS[1]}")["title"] == [TITLE]


def test_a_sentence_with_a_label_is_body_amid_an_article_and_furniture_outside():
    line = "法规类别：依照本条例第三条确定。"
    assert spell(line) in parts("\n".join([TITLE, META, PARAGRAPHS[0], line, PARAGRAPHS[1]]))["body"]
    assert spell("法规类别：部门规章") in parts("\n".join([TITLE, META, PARAGRAPHS[0], "法规类别：部门规章", PARAGRAPHS[1]]))["cut"]


def test_a_sentence_in_latin_letters_below_the_text_is_no_row_of_its_table():
    english = "The two cities signed a memorandum on cross-border mediation on Sept 26."
    assert english in parts(f"{ARTICLE}{english}\n")["cut"]
    assert "1 抽检合格率 98 99" in parts(f"{ARTICLE}1 抽检合格率 98 99\n")["body"]


def test_the_writer_with_his_class_below_the_title_is_no_title():
    found = read_page(spell(f"首页 > 学员论文\n{TITLE}\n第38期中青班学员 王小明\n{META}\n{PARAGRAPHS[0]}"))
    assert found.title.text == TITLE and ("author", "第38期中青班学员 王小明") in found.labels


def test_a_heading_with_a_bar_is_no_row_of_a_table():
    lines = ["案例1 | 某区某加油站计量作弊案", PARAGRAPHS[1], "类别 数量 同比", "企业 316 12.9%", PARAGRAPHS[2]]
    found = parts("\n".join([TITLE, META, PARAGRAPHS[0], *lines]))
    assert found["heading"] == ["案例1 | 某区某加油站计量作弊案"] and "企业 316 12.9%" in found["body"]
