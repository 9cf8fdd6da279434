"""Who said what."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.extract.people import find_matches, find_people, pattern
from summarizer.extract.sentences import split_sentences
from summarizer.extract.speech import load_table, tag
from summarizer.extract.statements import find_statements, speaker_at
from summarizer.types import Span, Statement


def read(text: str) -> list[Statement]:
    """What is said in the text."""
    return list(find_statements(text, split_sentences(text)))


def who(text: str) -> list[tuple[str | None, str | None]]:
    """Each speaker once, with the firm, in order of appearance."""
    return list(dict.fromkeys((statement.name, statement.firm) for statement in read(text)))


def _rows(*kinds: str) -> list[dict[str, str]]:
    return [row for kind in kinds for row in load_table("introductions")[kind]]


@pytest.mark.parametrize("row", _rows("team", "person", "loose"), ids=lambda row: str(row["example"]))
def test_examples_of_people(row: dict[str, str]) -> None:
    """Every pattern's own example introduces Jane Doe, at Foo Capital where it is named."""
    tagged = tag(row["example"], Span(0, len(row["example"])))
    assert pattern(row["tags"]).search(tagged.tags)
    firm = "Foo Capital" if "Foo Capital" in row["example"] else None
    found = [(person.name, person.firm) for person in find_people(tagged)]
    assert found[0] == ("Jane Doe", firm)
    assert found[1:] == ([("John Roe", firm)] if "John Roe" in row["example"] else [])


@pytest.mark.parametrize("row", _rows("surname"), ids=lambda row: str(row["example"]))
def test_examples_of_surnames(row: dict[str, str]) -> None:
    """Every pattern's own example introduces Doe at Foo Capital."""
    tagged = tag(row["example"], Span(0, len(row["example"])))
    assert pattern(row["tags"]).search(tagged.tags)
    assert [(one.name, one.firm) for one in find_matches(tagged, "surname")] == [("Doe", "Foo Capital")]
    assert ("Doe", "Foo Capital") in who(f"Stocks rose. {row['example']} so.")


@pytest.mark.parametrize("row", _rows("group", "saying", "act"), ids=lambda row: str(row["example"]))
def test_examples_of_firms(row: dict[str, str]) -> None:
    """Every pattern's own example is a statement of Foo Capital's unnamed analysts."""
    tagged = tag(row["example"], Span(0, len(row["example"])))
    assert pattern(row["tags"]).search(tagged.tags)
    assert (None, "Foo Capital") in who(row["example"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "said Ana Ruiz, co-founder and senior fund manager at Foo & Bar Wealth in Lima.",
            ("Ana Ruiz", "co-founder and senior fund manager", "Foo & Bar Wealth"),
        ),
        (
            "Ana Ruiz, head of equities and credit for Bank of Foo, said stocks rose.",
            ("Ana Ruiz", "head of equities and credit", "Bank of Foo"),
        ),
        (
            '"Up," said V.K. Rao, Head, PMS, Foo Share & Stock Brokers.',
            ("V.K. Rao", "Head, PMS", "Foo Share & Stock Brokers"),
        ),
        (
            "Foo Bank's chief Asia economist Tan Mei Ling expects growth.",
            ("Tan Mei Ling", "chief Asia economist", "Foo Bank"),
        ),
        (
            '"Up," said Joe O\'Roe, market strategist at Alpha, Beta & Co.',
            ("Joe O'Roe", "market strategist", "Alpha, Beta & Co."),
        ),
        ("U R Nair, cofounder of Foo Fintech, said so.", ("U R Nair", "cofounder", "Foo Fintech")),
        ("Mr. Jan de Boer of Foo Asset Management said so.", ("Jan de Boer", None, "Foo Asset Management")),
        ("Foo strategist Seo Sang-hyun said so.", ("Seo Sang-hyun", "strategist", "Foo")),
        ("Angel Foo Technical Analyst Raj Shah said so.", ("Raj Shah", "Technical Analyst", "Angel Foo")),
        (
            "said Moira Lee, president and chief executive of Foo Investments, of the market.",
            ("Moira Lee", "president and chief executive", "Foo Investments"),
        ),
        (
            'Ana Ruiz, a fund manager who helps oversee $1 billion at Foo Ltd. in Lima, said "up".',
            ("Ana Ruiz", "fund manager", "Foo Ltd."),
        ),
        (
            "Stocks rose, said Ana Ruiz, chairman of Foo Bar & Co., a brokerage firm in Lima.",
            ("Ana Ruiz", "chairman", "Foo Bar & Co."),
        ),
        (
            'Stocks rose, said Ana "Bo" Ruiz, head of trading at Foo & Sons Inc.',
            ('Ana "Bo" Ruiz', "head of trading", "Foo & Sons Inc."),
        ),
        (
            "Ana Ruiz, Senior VP (Research), Foo Equities said so.",
            ("Ana Ruiz", "Senior VP (Research)", "Foo Equities"),
        ),
        (
            "Ana Ruiz - Head Retail Research, Foo Equities said so.",
            ("Ana Ruiz", "Head Retail Research", "Foo Equities"),
        ),
        (
            "said Ana Ruiz, senior fund manager - fixed income, Foo AMC.",
            ("Ana Ruiz", "senior fund manager - fixed income", "Foo AMC"),
        ),
        (
            "Over at Foo & Bar, strategist Ana Ruiz said so.",
            ("Ana Ruiz", "strategist", "Foo & Bar"),
        ),
        (
            "A team led by Ana Ruiz, chief strategist at Foo Brothers, sees stocks rise.",
            ("Ana Ruiz", "chief strategist", "Foo Brothers"),
        ),
        (
            "Stocks rose, said Ana Ruiz, a historian at New York University.",
            ("Ana Ruiz", "historian", "New York University"),
        ),
        (
            "said Ana Ruiz, an investment adviser to Foo Asset Management.",
            ("Ana Ruiz", "investment adviser", "Foo Asset Management"),
        ),
        (
            "said market expert Ana Ruiz from broker Foo Markets.",
            ("Ana Ruiz", "market expert", "Foo Markets"),
        ),
        (
            "said Ana Ruiz, founder of money-management firm Ruiz, of stocks.",
            ("Ana Ruiz", "founder", "Ruiz"),
        ),
        (
            "Stocks rose, said Foo Brokerage's Ana Ruiz.",
            ("Ana Ruiz", None, "Foo Brokerage"),
        ),
        (
            "IG chief markets strategist Ana Ruiz said so.",
            ("Ana Ruiz", "chief markets strategist", "IG"),
        ),
    ],
)
def test_attribution_forms(text: str, expected: tuple[str, str | None, str]) -> None:
    """Name, role and firm come out as printed, without the place that follows."""
    statement = read(text)[0]
    assert (statement.name, statement.role, statement.firm) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Federal Reserve Governor Jane Doe said on Friday that rate cuts could come.",
        "Foo Fed President Jane Doe said in a speech that stocks were high.",
        "Treasury Secretary Jane Doe told reporters the market would rise.",
        "Foo Motors CEO Jane Doe said the company would cut prices as its shares fell.",
        "Shares of Foo rose after Chief Executive Jane Doe said sales were up.",
        "Jane Doe, a spokeswoman for Foo, said shares were sold.",
        "Economists polled by Reuters expected 0.3%, and analysts at LSEG 0.4%.",
        "Profits rose 5%, according to FactSet.",
        "(Reporting by Jane Doe in Oslo; Editing by John Roe)",
        "By Jane Doe and John Roe",
        "Traders said the market was calm. Analysts expect gains. An analyst said so too.",
        "Technical analysts sounded wary. Currency traders were not.",
        "Foo raised its forecast for revenue. Bar cut its full-year profit outlook.",
        "The stock jumped after Foo Securities raised its rating to buy.",
        "Ratings agency Fitch downgraded Foo on Friday.",
        "Foo (FOO.O) and Bar Baz (BAZ.O) rose 2%.",
        "Shares fell. Retailers said sales were weak. Policymakers expect cuts. Bulls expect gains.",
        "Stocks fell. Apple said sales rose. Powell said rates would fall. Japan expects more.",
        "Stocks fell. Foo Motors' Doe said chips sell. The Fed's Doe said rates would hold.",
        "Stocks rose as Foo Motors President Jane Doe said sales were up.",
        "Jane Doe, finance chief of chip packager Foo Bond, said the market was weak.",
        "Logan said the Fed might need to hold rates steady." * 20,
        "The Foo Index has added 2%; the Bar Composite saw a loss.",
    ],
)
def test_others_are_no_commentators(text: str) -> None:
    """Officials, executives, reporters, data sellers and unnamed people state nothing."""
    assert who(text) == []


@pytest.mark.parametrize(
    ("text", "firms"),
    [
        ("Foo analysts noted in a report that stocks are cheap.", ["Foo"]),
        ('"Stocks are cheap," economists at Bank of Foo said in a note.', ["Bank of Foo"]),
        ("Foo said in a note to clients it was bullish.", ["Foo"]),
        ("Foo cut the share to 'sell', citing slow traffic.", ["Foo"]),
        ("The index hit a record, prompting Foo to raise its 12-month target for the index.", ["Foo"]),
        ("Analysts at Foo and Bar see more gains.", ["Foo", "Bar"]),
        ("The Foo team said so.", ["Foo"]),
        ('"It may rise," Foo Capital Markets said.', ["Foo Capital Markets"]),
    ],
)
def test_firms_without_a_name(text: str, firms: list[str]) -> None:
    """A firm's analysts, notes, index targets and ratings of shares with a reason are its statements."""
    assert who(text) == [(None, firm) for firm in firms]


def test_a_team_is_its_leaders() -> None:
    """People who lead or are among a team are named instead of the firm, and stay so."""
    text = "Foo strategists including Jane Doe see risks.\n\nThe Foo strategists added that bonds are dear."
    assert who(text) == [("Jane Doe", "Foo")]
    assert len(read(text)) == 2


def test_later_mentions() -> None:
    """A surname, a pronoun and a noun stand for the person whom the article introduced, wherever it did."""
    text = (
        '"Up," Doe said.\n\n"Stocks rose," said Jane Doe, strategist at Foo Capital. She expects more.\n\n'
        "Foo's Doe also sees risks. The strategist said so."
    )
    assert {(one.name, one.role, one.firm) for one in read(text)} == {("Jane Doe", "strategist", "Foo Capital")}
    assert [one.mention.of(text) for one in read(text)] == ["Doe", "Jane Doe", "She", "Doe", "strategist"]
    assert [one.cue for one in read(text)] == ["said", "said", "expects", "sees", "said"]


def test_a_pronoun_after_somebody_else_is_not_the_analyst() -> None:
    """Another speaker in between ends the turn."""
    text = "Jane Doe, strategist at Foo Capital, sees gains.\n\nPowell said rates will hold. He added nothing."
    assert len(read(text)) == 1


def test_role_given_in_the_next_sentence() -> None:
    """A person may be described only after the name."""
    text = "Jane Doe is not selling. The derivatives strategist at Foo Capital said fear is cheap."
    assert who(text) == [("Jane Doe", "Foo Capital")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stocks are cheap, the Foo Capital index strategist said.", ("index strategist", "Foo Capital")),
        ("Stocks are cheap, the strategist said.", ("strategist", None)),
        ("Stocks are cheap, the Foo economist added, and so are bonds.", ("economist", "Foo")),
    ],
)
def test_a_description_is_of_whom_the_sentence_before_names(text: str, expected: tuple[str, str | None]) -> None:
    """The role and firm of "the Foo strategist said" are those of the name before it."""
    statement = read(f"That was the case Jane Doe made in May. {text}")[-1]
    assert (statement.name, statement.role, statement.firm) == ("Jane Doe", *expected)


def test_a_description_without_a_name_is_nobody() -> None:
    """Neither a firm nor a politician nor somebody far away is the strategist meant."""
    assert who("Morgan Stanley cut it. Stocks are dear, the Foo strategist said.") == []
    assert who("Donald Trump spoke. Stocks are dear, the Foo strategist said.") == []
    assert who("Jane Doe rang. Oil rose. Bonds fell. Stocks are dear, the Foo strategist said.") == []


def test_a_description_stands_for_the_firm_s_speaker() -> None:
    """Later on the firm alone tells which strategist is meant."""
    text = (
        "Jane Doe, strategist at Foo, and John Roe, analyst at Bar, see gains. Oil rose. Bonds fell.\n\n"
        "Stocks are cheap, the Foo strategist said."
    )
    last = read(text)[-1]
    assert (last.name, last.mention.of(text)) == ("Jane Doe", "strategist")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Goldman's Jane Doe said small caps may rise.", ("Jane Doe", "Goldman")),
        ("Doe said small caps may rise.", ("Doe", None)),
        ("Small caps may rise, said Doe.", ("Doe", None)),
        ("Small caps may rise, Doe of Foo Capital said.", ("Doe", "Foo Capital")),
        ("Jefferies' Doe said small caps may rise.", ("Doe", "Jefferies")),
    ],
)
def test_speakers_of_a_draft(text: str, expected: tuple[str, str | None]) -> None:
    """A short text may name its speaker by surname, or with no more than a firm."""
    assert who(f"The Russell 2000 rose 1.47% on Monday. {text}") == [expected]


def test_a_surname_with_a_role_is_the_full_name_s() -> None:
    """Name and role may be printed in different places."""
    text = 'Jane Doe moved a third into cash. "I was prudent," said Doe, who manages stocks at Foo Capital.'
    assert who(text) == [("Jane Doe", "Foo Capital")]


def test_firm_given_before() -> None:
    """The firm that was named before is meant by "its", "the bank's" and "the brokerage"."""
    assert who("Foo analysts see gains. Its strategist, Jane Doe, said so.")[-1] == ("Jane Doe", "Foo")
    text = "Shares are dear, according to Foo Bank.\n\nAnalysts led by Jane Doe at the brokerage wrote it."
    assert who(text)[-1] == ("Jane Doe", "Foo Bank")


def test_reach_of_a_quotation() -> None:
    """A statement runs from where its quotation opened to the end of those that go on."""
    quoted = '"We sell. We sell it all," said Jane Doe, strategist at Foo Capital.\n\n"We may buy later. Not now."'
    text = f'Stocks fell. {quoted} Oil rose.\n\n"We buy," said John Roe, analyst at Bar Securities.'
    spans = [one.span.of(text) for one in read(text)]
    assert spans == [quoted, '"We buy," said John Roe, analyst at Bar Securities.']


def test_header_over_paragraphs() -> None:
    """A line with no more than name, role and firm speaks for the paragraphs under it."""
    text = (
        "Jane Doe, Technical Analyst, Foo Securities\n\nThe trend is weak. Support is at 100.\n\n"
        "John Roe, Head of Research at Bar Capital –\n\nThe trend is strong."
    )
    first, second = read(text)
    assert first.span.of(text).endswith("Support is at 100.")
    assert second.span.of(text).endswith("The trend is strong.")
    assert (second.name, second.firm) == ("John Roe", "Bar Capital")


def test_speaker_of_a_figure() -> None:
    """A figure inside a statement is its speaker's; of two in a sentence, the one named before it."""
    text = "The index rose 1%.\n\nJane Doe, analyst at Foo, sees 5% and John Roe, analyst at Bar, sees 7%."
    statements = read(text)

    def at(figure: str) -> str | None:
        start = text.index(figure)
        found = speaker_at(statements, Span(start, start + len(figure)))
        return found.name if found else None

    assert (at("1%"), at("5%"), at("7%")) == (None, "Jane Doe", "John Roe")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The index fell [2%] as rates rose, said Jane Doe, analyst at Foo.", True),
        ("The index fell [2%] as rates rose, Jane Doe, analyst at Foo, said on Monday.", True),
        ("The index, Jane Doe of Foo Capital said, was [17%] above its average.", True),
        ("According to Jane Doe, analyst at Foo, the index fell [2%].", True),
        (
            "Jane Doe, analyst at Foo, expects the index to fall [2%], which would be the most since May.",
            True,
        ),
        ("Jane Doe, analyst at Foo, cut her target for the index to [2,000], arguing that rates rise.", True),
        ("If rates fall, the index may rise [2%], said Jane Doe, analyst at Foo.", True),
        ('The index, up [2%], is "too dear," said Jane Doe, analyst at Foo.', True),
        ('"The index fell [2%]. It may rise," said Jane Doe, analyst at Foo.', True),
        ('"Up," said Jane Doe, analyst at Foo, who sees the index at [2,000].', True),
        ("Jane Doe, analyst at Foo, sees gains. Her target for the index is [2,000].", True),
        ('The index rose [2%]. "It is over," said Jane Doe, analyst at Foo.', False),
        ('The index rose [2%]: "It is over," said Jane Doe, analyst at Foo.', False),
        ("The index lost [2%] after Jane Doe of Foo Capital said rates would stay.", False),
        ('As the index fell [2%], Jane Doe, analyst at Foo, said, "Sell."', False),
        ("Jane Doe, analyst at Foo, whose fund tracks the index's [2%] gain, said so.", False),
        ("Jane Doe, analyst at Foo, sees 2,000 for the index, which closed at [1,900].", False),
        ('"Up," said Jane Doe, analyst at Foo, as the index fell [2%].', False),
        ("The index is up [2%]; bonds are dear, said Jane Doe, analyst at Foo.", False),
    ],
)
def test_the_narrator_s_clauses_are_nobody_s(text: str, *, speaker: bool) -> None:
    """A figure is the speaker's where the quotation or the verb of speech covers it."""
    start, end = text.index("["), text.index("]") - 1
    text = text.replace("[", "").replace("]", "")
    found = speaker_at(read(text), Span(start, end), text)
    assert (found.name if found else None) == ("Jane Doe" if speaker else None)


_WORDS = st.sampled_from(
    [
        "Jane",
        "Doe",
        "said",
        "analysts",
        "at",
        "of",
        "Foo",
        "Capital",
        "Bank",
        "who",
        "manages",
        "chief",
        "led",
        "by",
        "and",
        ",",
        ".",
        '"',
        "“",
        "”",
        "(",
        ")",
        "'s",
        "\n\n",
        "According",
        "to",
        "Head",
        "strategist",
        "the",
        "He",
        "a note",
        "–",
    ]
)


@given(st.lists(_WORDS, max_size=40).map(" ".join) | st.text(max_size=60))
def test_laws(text: str) -> None:
    """Any text can be read; mentions lie in their statements, which are made of whole sentences."""
    sentences = split_sentences(text)
    statements = list(find_statements(text, sentences))
    assert statements == list(find_statements(text, sentences))
    for statement in statements:
        assert statement.mention.within(statement.span)
        assert statement.name or statement.firm
        assert statement.span.start in {sentence.start for sentence in sentences}
        assert statement.span.end in {sentence.end for sentence in sentences}


@pytest.mark.parametrize(
    "unit",
    [
        '"Stocks rose," said Jane Doe, strategist at Foo Capital. Doe added it fell. ',
        "Foo Bar Baz ",
        "analysts at Foo, who said Jane Doe of Bar, ",
        '"Foo analysts said ',
    ],
)
def test_linear(unit: str) -> None:
    """Four times the text takes no more than about four times as long."""

    def seconds(times: int) -> float:
        text = unit * times
        sentences = split_sentences(text)
        start = time.process_time()
        list(find_statements(text, sentences))
        return time.process_time() - start

    seconds(20)
    assert seconds(800) < 12 * seconds(200) + 0.1
