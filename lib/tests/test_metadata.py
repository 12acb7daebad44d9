"""What a page says of its document, and what it only lets infer (faults E)."""

import pytest
from pages import ARTICLE, META, PARAGRAPHS, TITLE, read, warnings, write

from jianguan.corpus import read_corpus
from jianguan.errors import ConfigError
from jianguan.intake.dates import parse_date
from jianguan.intake.layout import read_page
from jianguan.intake.location import locate
from jianguan.intake.people import names_in
from jianguan.metadata import read_metadata
from jianguan.text import spell


def fields(text: str) -> dict:
    return read_metadata(read_page(spell(text)), text)


def page(meta: str = META, title: str = TITLE, body: list[str] = PARAGRAPHS, foot: str = "") -> str:
    return "\n".join([title, meta, *body, foot])


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2021-3-15", "2021-03-15"),
        ("2021/03/15 08:30", "2021-03-15"),
        ("2021.04.26", "2021-04-26"),
        ("2021年3月15日 08时30分", "2021-03-15"),
        ("二〇二一年三月十五日", "2021-03-15"),
        ("二○二〇年十二月三十一日", "2020-12-31"),
        ("一九九八年十月二十日", "1998-10-20"),
        ("2020-02-30", ""),
        ("12021-03-15", ""),
        ("8月3日", ""),
    ],
)
def test_fault_71_dates_however_printed(printed, iso):
    assert parse_date(printed) == iso


@pytest.mark.parametrize("label", ["发布时间", "发布日期", "时间", "日期", "发布"])
@pytest.mark.parametrize("date", ["2022-03-15", "2022/3/15 08:30:01", "２０２２年３月１５日"])
def test_labels_of_the_date(label, date):
    assert fields(page(f"{label}:{date} 浏览:50"))["published"] == ("2022-03-15", "text", "")


@pytest.mark.parametrize("label", ["来源", "信息来源", "稿源", "文章来源"])
def test_source_ends_where_the_next_label_or_button_begins(label):
    found = fields(page(f"2022-03-15 {label}：河北日报　作者：王小明 李红 责编：赵云 【打印】"))
    assert [found[name].value for name in ("source", "author", "editor")] == ["河北日报", "王小明 李红", "赵云"]


def test_the_pages_own_today_is_not_the_date():
    assert fields("今天是2022年5月1日 星期日\n" + ARTICLE)["published"].value == "2022-03-15"


def test_the_date_of_signing_gives_the_year_but_is_no_publication():
    found = fields(page("来源:省局", foot="河北省市场监督管理局\n2022年3月1日"))
    assert found["published"].value == "" and found["year"] == ("2022", "inferred: signed on 2022-03-01", "")
    both = fields(page(META, foot="河北省市场监督管理局\n2022年3月1日"))
    assert both["published"] == ("2022-03-15", "text", "")


def test_the_event_takes_its_year_from_the_publication():
    found = fields(page("发布时间:2022-01-05", body=["12月30日,省局召开会议,部署工作。", *PARAGRAPHS[1:]]))
    assert found["event_date"].value == "2021-12-30"


@pytest.mark.parametrize(
    ("meta", "problem"),
    [
        ("发布时间:2020-02-30", "impossible date"),
        ("发布时间:2099-01-01", "in the future"),
        ("发布时间:2022-03-15 发布日期:2022-04-01", "also dated 2022-04-01"),
    ],
)
def test_fault_71_doubtful_dates_are_said(meta, problem):
    assert problem in fields(page(meta))["published"].problem


def test_fault_71_a_month_and_day_without_any_year_stay_unknown():
    found = fields(page("来源:省局"))
    assert found["event_date"].value == "" and "no year" in found["event_date"].problem


def test_fault_68_a_province_only_in_a_teaser_is_unknown(tmp_path):
    neutral = page("来源:省局", TITLE, [p.replace("石家庄", "省会").replace("河北", "") for p in PARAGRAPHS])
    corpus = read(tmp_path, a=neutral + "\n相关阅读:\n内蒙古召开推进会\n呼和浩特转体梁成功转体\n")
    assert corpus.documents.loc["a", "province"] == "unknown"
    assert "no province" in warnings(corpus, "a.txt")


@pytest.mark.parametrize(
    ("title", "place", "level", "province"),
    [
        ("湖州市召开市场监管工作会议", "湖州市", "city", "浙江"),
        ("安吉县市场监管局召开全县工作会议", "安吉县", "county", "浙江"),
        ("上海市市场监管局召开全市工作会议", "上海市", "province", "上海"),
        ("内蒙古自治区市场监管局召开工作会议", "内蒙古自治区", "province", "内蒙古"),
        ("荣成市市场监管局召开全市工作会议", "荣成市", "county", "山东"),
        ("省市场监管局与无锡市政府签署合作协议", "无锡市", "province-city", "江苏"),
    ],
)
def test_fault_69_the_place_gives_the_province(title, place, level, province):
    found = fields(page("发布时间:2022-03-15", title, ["会议总结工作,部署任务。"]))
    assert [found[name].value for name in ("place", "level", "province")] == [place, level, province]
    assert found["province"].source.startswith("inferred: ")


def test_fault_70_two_provinces_are_both_said(tmp_path):
    visit = page(META.replace("河北省市场监督管理局", "本网"), "浙江省市场监管局赴江苏省考察", ["学习江苏经验。"] * 2)
    corpus = read(tmp_path, a=visit)
    assert corpus.documents.loc["a", "province"] in ("浙江", "江苏")
    assert "also names" in warnings(corpus, "a.txt")


@pytest.mark.parametrize(
    ("meta", "field", "value"),
    [
        ("2024-03-15 08:30 某某质量报 王小明", "source", "某某质量报"),
        ("2024-03-15 08:30 某某质量报 王小明", "author", "王小明"),
        ("原创 小宁 某某市监 2024-03-15 08:30 发表于河北", "author", "小宁"),
        ("原创 小宁 某某市监 2024-03-15 08:30 发表于河北", "publisher", "某某市监"),
        ("【时间:2024-3-15】【来源:市局】【字号 大 中 小】", "source", "市局"),
        ("发布单位:商广科 录入时间:2024-3-15", "source", "商广科"),
        ("发布单位:商广科 录入时间:2024-3-15", "publisher", ""),
        ("发布单位:某某市商务局 时间:2024-3-15", "publisher", "某某市商务局"),
        ("时间:2024-3-15 编辑:罗小茜、匡小滢", "editor", "罗小茜 匡小滢"),
    ],
)
def test_credits_without_labels_and_units_that_are_no_publishers(meta, field, value):
    assert fields(page(meta, TITLE, PARAGRAPHS[:1]))[field].value == value


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("查获假冒复合肥12吨,创建食品安全示范县。", "unknown"),
        ("合肥查获假冒肥料12吨。", "安徽"),
        ("出海口检疫,东躲西藏。", "unknown"),
    ],
)
def test_a_place_within_another_word_is_none(text, province):
    assert (
        fields(page("发布时间:2022-03-15", "基层动态一则摘登", [text, "各地抓好落实,推进工作。"]))["province"].value
        == province
    )


def test_many_provinces_side_by_side_are_the_nation():
    text = "广东、江苏、浙江、山东、河南、四川的投诉量居前,各地加强处理。"
    assert (
        fields(page("发布时间:2022-03-15", "各地投诉情况", [text, "下一步要抓好落实。"]))["level"].value == "national"
    )


def test_hong_kong_macao_and_taiwan_are_places():
    found = fields(
        page("发布时间:2022-03-15", "香港海关抽检食品", ["海关抽检食品35批次,合格率100%。", "工作继续推进。"])
    )
    assert (found["province"].value, found["level"].value) == ("香港", "province")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("网站名称:某某市市场监督管理局\n" + ARTICLE, "publisher", "某某市市场监督管理局"),
        ("欢迎访问某某县人民政府网站!\n" + ARTICLE, "publisher", "某某县人民政府"),
        (ARTICLE + "版权声明:本书版权归某某研究院所有,转载请注明出处。", "publisher", "某某研究院"),
        (ARTICLE + "本文版权归原作者所有,如有侵权请联系本站删除。", "publisher", "河北省市场监督管理局"),
        (page("访谈时间:2022-04-16 发布日期:2022-04-17"), "published", "2022-04-17"),
        (page("访谈时间:2022-04-16 发布日期:2022-04-17"), "event_date", "2022-04-16"),
        (page("2022-03-15 来源：某某晚报 记者 王小明 责编：赵云"), "source", "某某晚报"),
        (page("2022-03-15 来源：某某晚报 记者 王小明 责编：赵云"), "author", "王小明"),
        (page("2022-03-15 来源：金羊网 编辑：小编"), "source", "金羊网"),
        (page("2022-03-15 来源：金羊网 编辑：小编"), "editor", ""),
        (page("时间:2022-03-15 供稿:次仁卓玛"), "author", "次仁卓玛"),
        (page("时间:2022-03-15 供稿:市局稽查科"), "source", "市局稽查科"),
    ],
)
def test_who_and_when_by_their_own_words(text, field, value):
    assert fields(text)[field].value == value


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("全省市场监管工作会议召开", "meeting news"),
        ("省市场监管局与市政府签署合作协议", "agreement news"),
        ("省局开展节前市场安全大检查", "inspection news"),
        ("关于公平竞争审查的几点思考", "theory essay"),
        ("湖北省市场监管“十四五”规划", "plan"),
        ("省局关于食品抽检情况的通报", "bulletin"),
        ("省局举行知识产权新闻发布会", "press conference"),
        ("省局公布一批虚假宣传典型案例", "case release"),
        ("在全省市场监管工作会议上的讲话", "speech"),
        ("数说全省消费维权“成绩单”", "bulletin"),
        ("2020年消费者权益保护白皮书", "white paper"),
        ("省市场监管局行政处罚决定书", "case release"),
        ("河北省电梯安全管理办法(试行)", "regulation"),
        ("写在《优化营商环境条例》实施之际的观察", "feature article"),
        ("对市人大一次会议第146号建议的答复", "reply"),
        ("致全市餐饮单位的一封信", "notice"),
        ("《若干措施》政策解读", "explainer"),
    ],
)
def test_genres(title, genre):
    found = fields(page("发布时间:2022-03-15", title, ["各地要抓好落实,推进工作。"]))
    assert found["genre"].value == genre and found["genre"].source.startswith("inferred: ")


def test_fault_72_a_missing_title_is_shown_by_the_first_words_and_a_long_one_is_kept(tmp_path):
    long = "全省" + "深入推进" * 20 + "工作会议召开"
    corpus = read(tmp_path, bare="\n".join(PARAGRAPHS), long=page(title=long))
    assert corpus.documents["title"].isna()["bare"]
    assert (
        corpus.documents.loc["bare", "label"].startswith("3月14日") and len(corpus.documents.loc["bare", "label"]) == 40
    )
    assert corpus.documents.loc["long", "title"] == long and len(corpus.documents.loc["long", "label"]) == 40


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("file,year\nnone.txt,2020\n", "line 2: no file none.txt"),
        ("file,year\na.txt,2020\na.txt,2021\n", "line 3: a.txt stands there twice"),
        ("name,year\na.txt,2020\n", "no column `file`"),
        ("file,year\na.txt,2020,x\n", "line 2: more or fewer cells"),
    ],
)
def test_fault_73_a_wrong_manifest_names_its_row(tmp_path, rows, problem):
    write(tmp_path, a=ARTICLE)
    (tmp_path / "manifest.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(ConfigError, match=problem):
        read_corpus(tmp_path)


@pytest.mark.parametrize(
    ("written", "called"),
    [("福建省", "福建"), ("fujian", "福建"), ("西藏自治区", "西藏"), ("吉林", "吉林"), ("吉林市", "吉林市"), ("华东", "华东")],
)
def test_a_manifest_may_write_a_province_in_full_or_in_english(tmp_path, written, called):
    write(tmp_path, a=ARTICLE)
    (tmp_path / "manifest.csv").write_text(f"file,province\na.txt,{written}\n", encoding="utf-8")
    assert read_corpus(tmp_path).documents.loc["a", "province"] == called


def test_fault_74_the_manifest_wins_over_the_text_and_says_so(tmp_path):
    (tmp_path / "manifest.csv").write_text(
        "file,published,genre,evidence\na.txt,2022-03-16,bulletin,the paper edition\n", encoding="utf-8"
    )
    corpus = read(tmp_path, a=ARTICLE.replace("去年", "上年"))
    assert corpus.documents.loc["a", ["published", "published_from"]].tolist() == ["2022-03-16", "manifest"]
    assert corpus.documents.loc["a", "genre"] == "bulletin"
    assert "published: the text says 2022-03-15" in warnings(corpus, "a.txt")
    assert "genre" not in warnings(corpus, "a.txt"), "an inference may be settled without a warning"


@pytest.mark.parametrize(
    ("regions", "province", "place", "level", "evidence", "problem"),
    [
        ({"title": "全国消协组织发布"}, "全国", "全国", "national", "actors named", ""),
        ({"body": "江苏、浙江、安徽、山东、河南"}, "全国", "全国", "national", "江苏、浙江、安徽、山东、河南 side by side", ""),
        ({"title": "单县召开会议", "body": "菏泽市"}, "山东", "菏泽市", "city", "菏泽市 (body)", ""),
        ({"title": "单县召开会议", "body": "菏泽"}, "山东", "菏泽市", "city", "菏泽 (body)", ""),
        ({"title": "北京市开展检查", "body": "海淀区"}, "北京", "北京市", "province", "北京市 (title)", ""),
        ({"lead": "江苏苏州", "body": "浙江杭州、浙江宁波、浙江温州"}, "江苏", "江苏省", "province", "江苏 (lead)", "also names 浙江 (6 against 6)"),
        ({"body": "江苏江苏江苏江苏江苏,浙江"}, "江苏", "江苏省", "province", "江苏 (body)", ""),
        ({"title": "单县召开会议"}, "", "", "", "actors named", "no province named"),
        ({}, "", "", "", "actors named", "no province named"),
    ],
    ids=["national", "side by side", "doubtful county", "in its company", "municipality", "rivals", "at most three", "in no company", "nothing"],
)
def test_a_page_is_located_by_the_weight_of_its_names(regions, province, place, level, evidence, problem):
    found = locate(regions)
    assert (found.province, found.place, found.level, found.evidence, found.problem) == (province, place, level, evidence, problem)


@pytest.mark.parametrize(
    ("regions", "place", "level"),
    [
        ({"title": "诸暨架起调解连心桥", "body": "诸暨市次坞镇"}, "诸暨市", "county"),
        ({"title": "和平发展的思考", "body": "某某经验"}, "", ""),
        ({"title": "本溪县市场主体登记情况", "body": "本溪满族自治县"}, "本溪满族自治县", "county"),
        ({"title": "“小药箱”进牧家", "publisher": "互助融媒", "body": "县市场监管局"}, "互助土族自治县", "county"),
        ({"title": "“小药箱”进牧家", "body": "邻里互助,县市场监管局"}, "", "county"),
        ({"title": "通州区与廊坊市签署协议", "body": "北京市通州区、河北省廊坊市"}, "通州区", "county"),
        ({"title": "通州区与廊坊市签署协议", "body": "河北省廊坊市"}, "廊坊市", "city"),
        ({"title": "自治区药监局赴昌都督导", "lead": "西藏自治区药品监督管理局"}, "西藏自治区", "province"),
        ({"title": "昌都药监部门督导", "lead": "西藏自治区药品监督管理局"}, "昌都市", "city"),
        ({"title": "安康市计量行动方案", "lead": "根据省局部署", "body": "省局"}, "安康市", "city"),
        ({"title": "全省先进集体推荐对象公示", "signature": "佳木斯市人力资源和社会保障局", "lead": "全省"}, "佳木斯市", "city"),
        ({"title": "全省先进集体推荐对象公示", "lead": "全省", "body": "佳木斯市"}, "黑龙江省", "province"),
        ({"title": "工作情况的通报", "salutation": "各县(市、区)局:", "body": "湖南省怀化市"}, "怀化市", "city"),
        ({"title": "工作情况的通报", "salutation": "各市州局:", "body": "湖南省怀化市"}, "湖南省", "province"),
        ({"title": "“浦阳江畔”架起连心桥", "body": "诸暨市"}, "诸暨市", "county"),
        ({"title": "博州2024年工作要点"}, "博尔塔拉蒙古自治州", "city"),
        ({"title": "激发活力", "publisher": "天津市委员会", "body": "全市,滨海新区、滨海新区、滨海新区、滨海新区"}, "天津市", "province"),
        ({"title": "激发活力", "publisher": "滨海新区局", "body": "天津全市,滨海新区"}, "滨海新区", "county"),
    ],
)
def test_who_acts_and_signs_says_where_a_text_is_from(regions, place, level):
    found = locate(regions)
    assert (found.place, found.level) == (place, level)


@pytest.mark.parametrize(
    ("meta", "opening", "event"),
    [
        ("发布时间:2021-03-15", "2月30日,", ("", "", "impossible date 2月30日")),
        ("来源:办公室", "2月20日,", ("", "", "no year for 2月20日")),
        ("发布时间:2021-03-15", "3月20日,", ("2020-03-20", "inferred: 3月20日 in the opening, year from the date of publication", "")),
        ("发布时间:2021-03-15", "3月15日,", ("2021-03-15", "inferred: 3月15日 in the opening, year from the date of publication", "")),
        ("发布时间:2021-03-15", "2021年3月20日,", ("2021-03-20", "text", "")),
        ("发布时间:2021-03-15", "14日,", ("2021-03-14", "inferred: 14日 in the opening, of the month of publication", "")),
        ("来源:办公室", "2020年成绩不小。2月20日,", ("2020-02-20", "inferred: 2月20日 in the opening, year from the text", "")),
    ],
)
def test_the_day_a_meeting_was_held_with_its_evidence(meta, opening, event):
    body = "省局在杭州召开质量工作推进会,部署全年工作。会议要求,抓好落实。"
    assert fields(f"省局召开质量工作推进会\n{meta}\n  {opening}{body}\n")["event_date"] == event


def test_a_letter_is_signed_by_an_organisation_and_a_day_on_one_line():
    text = "\n".join([TITLE, *PARAGRAPHS, "河北省市场监督管理局 2022年3月18日"])
    assert read_page(spell(text)).labels == [("signatory", "河北省市场监督管理局"), ("signed", "2022年3月18日")]
    found = fields(text)
    assert found["publisher"] == ("河北省市场监督管理局", "inferred: signature", "")
    assert found["year"] == ("2022", "inferred: signed on 2022-03-18", "")
    assert found["published"] == ("", "", "")


@pytest.mark.parametrize(
    ("byline", "names"),
    [("记者 王敏 文/图 李红 摄", ["王敏", "李红"]), ("文 王敏 图 李红", ["王敏", "李红"]), ("摄 王敏", ["王敏"]), ("佚名", [])],
)
def test_the_words_for_text_and_picture_are_no_names(byline, names):
    assert names_in(byline) == names


def test_a_site_that_bids_welcome_is_the_publisher():
    found = fields(f"您好,欢迎访问某某质量网!\n{ARTICLE.replace(META, '')}")
    assert found["publisher"] == ("某某质量网", "inferred: the page's head", "")


@pytest.mark.parametrize(
    ("lines", "day"),
    [("2024\n03/15\n10:23:11", "2024-03-15"), ("03-15\n2024\n10:23", "2024-03-15"), ("2024\n03/15", ""), ("2024\n第15期\n10:23", "")],
)
def test_a_date_broken_over_three_lines(lines, day):
    assert fields("\n".join(["某某网 > 正文", lines, TITLE, *PARAGRAPHS]))["published"].value == day


@pytest.mark.parametrize(
    ("foot", "author"),
    [
        ("（某报融媒记者 白静姝 通讯员 史卫民）", "白静姝 史卫民"),
        ("（记者 寿可盈）", "寿可盈"),
        ("（作者：高承志，系某市市场监督管理局局长）", "高承志"),
        ("（全媒体记者 王小明 通讯员 李红）", "王小明 李红"),
        ("（全省各市同步开展）", ""),
    ],
)
def test_who_wrote_it_by_the_last_brackets(foot, author):
    assert fields("\n".join([TITLE, "2022-03-15 08:30", *PARAGRAPHS[:3], PARAGRAPHS[3] + foot]))["author"].value == author


def test_a_report_without_a_site_around_it_is_its_signers_work_and_published_by_nobody():
    report = "\n".join(["2021年工作总结", *PARAGRAPHS, "河北省市场监督管理局", "2022年3月1日"])
    assert [fields(report)[name].value for name in ("author", "publisher")] == ["河北省市场监督管理局", ""]
    on_a_site = fields(f"首页 > 政务公开\n{report}")
    assert [on_a_site[name].value for name in ("author", "publisher")] == ["", "河北省市场监督管理局"]
    notice = fields(report.replace("2021年工作总结", "关于开展检查的通知"))
    assert [notice[name].value for name in ("author", "publisher")] == ["", "河北省市场监督管理局"]


@pytest.mark.parametrize(
    ("foot", "publisher"),
    [
        ("版权所有：某某市纪律检查委员会 某某市监察委员会", "某某市纪律检查委员会 某某市监察委员会"),
        ("版权所有：某某市市场监督管理局 某某市信息中心", "某某市市场监督管理局"),
        ("某新办[2009]9号 某ICP备05000000号 某某晚报社 版权所有", "某某晚报社"),
        ("某某市市场监督管理局（某某市知识产权局）主办", "某某市市场监督管理局(某某市知识产权局)"),
    ],
)
def test_who_holds_the_rights_alone_or_together(foot, publisher):
    assert fields(page("2022-03-15", foot=foot))["publisher"].value == publisher


@pytest.mark.parametrize(("person", "editor"), [("admin", ""), ("王敏", "王敏"), ("王敏 某市市场监督管理局局长", ""), ("某市局局长 王敏", "")])
def test_who_releases_news_in_an_office_is_no_editor(person, editor):
    assert fields(page(f"2022-03-15 发布人：{person}"))["editor"].value == editor


@pytest.mark.parametrize(
    ("title", "speaker"),
    [("张开文在全市技能大赛闭幕式上的讲话", "张开文"), ("张开文同志在全市工作会议上的讲话", "张开文"), ("市局在全市工作会议上的讲话", "")],
)
def test_a_speaker_named_in_the_title(title, speaker):
    assert fields(page("2022-11-11", title=title, body=["同志们:", *PARAGRAPHS]))["author"].value == speaker


@pytest.mark.parametrize(
    ("row", "author", "editor"),
    [
        ("2025-02-19 08:44 某某传媒中心 记者 高艳 编辑 常泽", "高艳", "常泽"),
        ("2025-02-19 08:44 某某传媒中心 高艳 常泽", "高艳 常泽", ""),
        ("www.abc.example 2025-02-19 08:44 来源：某某快报 记者：高艳", "高艳", ""),
        ("来源：某某局 供稿人：高艳", "高艳", ""),
        ("责任编辑 常泽 美术编辑 戴琳", "", "常泽"),
    ],
)
def test_who_did_what_in_a_row_of_credits(row, author, editor):
    found = fields(page(row))
    assert [found[name].value for name in ("author", "editor")] == [author, editor]


@pytest.mark.parametrize(
    ("head", "publisher"),
    [("某城日报 数字报", "某城日报"), ("某某政法学刊", "某某政法学刊"), ("某某市人民政府公报 2021年第8期", "某某市人民政府"), ("首页 要闻 公报", "")],
)
def test_papers_and_journals_publish_under_their_names_and_gazettes_under_their_office(head, publisher):
    assert fields(f"{head}\n{page('2022-03-15')}")["publisher"].value == publisher


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        ("2020-09-21 11:26 来源: 商丘市场监管 河南 举报", "source", "商丘市场监管"),
        ("2020-09-21 11:26 来源: 河南 商报", "source", "河南 商报"),
        ("作者：吕航 《曙光日报》( 2022年05月06日 10版)", "author", "吕航"),
        ("曙光日报数字报 2021年05月17日 A2版：观点", "source", "曙光日报"),
        ("来源： 访问： 次", "source", ""),
    ],
)
def test_what_stands_behind_a_value_in_its_row_is_no_part_of_it(row, field, value):
    assert fields(page(row))[field].value == value


def test_the_office_of_who_wrote_a_text_says_where_it_is_from():
    title, body = "以标准引领灯饰产业", ["各位来宾,大家好,去年产值增长6%。", "谢谢大家!"]
    located = fields(f"{title}\n中山市质量技术监督局局长 欧阳健\n2018-12-14 10:00\n" + "\n".join(body))
    assert (located["place"].value, located["level"].value) == ("中山市", "city")
    nobody = fields(f"{title}\n2018-12-14 10:00\n" + "\n".join(body))
    assert nobody["place"].value == ""


@pytest.mark.parametrize(
    ("title", "opening", "genres"),
    [
        ("三季度“罚单”出炉 大数据“杀熟”最高罚50万", "三季度全市办结案件2863件，同比增长12%。", "campaign report|bulletin"),
        ("让老字号焕发新活力", "走进南门老街，糕点铺前排起长队。“生意更好了。”店主王芳说。", "feature article"),
        ("做好节前价格监管", "市局派出6个工作组查看明码标价情况，检查经营户312户。", "inspection news|campaign report"),
        ("王强带队赴企业开展服务", "5月16日，市局局长王强带队走访企业，现场解决问题7个。", "inspection news"),
        ("去年全市专利授权量突破三万件", "市局日前公布数据，2022年全市专利授权30162件，同比增长14.2%。", "bulletin"),
        ("食品安全宣传周启动", "6月15日，全市食品安全宣传周启动仪式在人民广场举行。", "meeting news"),
        ("关于拟授予政府质量奖名单的公示", "现予以公示，公示期5个工作日。", "notice"),
        ("关于第三季度督导情况的通报", "现将有关情况通报如下。", "bulletin"),
        ("关于做好督导工作的通知", "现将有关事项通知如下。", "notice"),
        ("2021年度部门整体支出绩效自评报告", "我局开展了绩效自评，现将有关情况报告如下。", "annual report"),
        ("年货这样买 市局发布消费提示", "购买年货要注意查看生产日期。", "bulletin"),
        ("这些退货规则要知道", "网购不满意怎么退？", "explainer"),
        ("7家平台被约谈", "昨日，市局约谈7家平台，提出8项要求。", "meeting news"),
        ("对话市局副局长：网购怎么维权", "记者：怎么办？", "interview"),
        ("给“阴阳菜单”立规矩，值得点赞", "同一家店，两张菜单。", "commentary"),
        ("老街所的最后一班岗——记所长梁建国", "再过12天，他就要退休了。", "feature article"),
        ("以案释法：这批案件公布", "现选取部分案件予以公布。", "case release"),
        ("2021年知识产权保护状况", "2021年，全市专利授权7218件。", "white paper"),
    ],
)
def test_the_kind_of_text_by_its_title_and_its_opening(title, opening, genres):
    lines = ["某某新闻网 > 要闻", title, "2023-05-16 09:20 来源：某某日报", opening, "全市市场监管部门将持续加大工作力度，维护市场秩序。"]
    assert fields("\n".join(lines))["genre"].value in genres.split("|")
