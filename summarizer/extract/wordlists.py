"""The word lists by which a sentence is read, a class a task; the words are those of ``lexicon.toml``."""

from __future__ import annotations

from dataclasses import dataclass

#: Words in small letters.
Set = frozenset[str]


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """Words by which a sentence's subjects are followed."""

    #: What may end a name: "the S&P 500 Energy sector".
    groups: Set
    #: What may stand between the names of one list: ", and the broader".
    joins: Set
    #: Before a noun that means something named before.
    determiners: Set
    #: What hangs a noun phrase on the one before.
    prepositions: Set
    #: "which", "who".
    relatives: Set
    #: What joins clauses: no subject is looked for beyond.
    conjunctions: Set
    #: What may stand between the article and "index" when one named before is meant; another noun makes it another.
    index_kinds: Set
    #: What a name in front of them only describes: "S&P 500 stocks".
    holders: Set
    #: Nouns that are told of an index itself: "our Russell 2000 target goes to 2,350".
    own_nouns: Set
    #: What a noun holds an index by: "all stocks on the index".
    holding: Set
    #: Nouns that stand there without being another subject.
    hold_nothing: Set
    #: What may stand between such a preposition and the name.
    before_names: Set
    #: Before a noun, where no verb stands: "to the close", "a record finish".
    before_nouns: Set
    #: How a clause begins that is inserted between a subject and its verb.
    inserted: Set
    #: Where a clause ends, and its verb's subject is given up.
    clause_ends: Set
    #: Words of chart readers, whose sentences often name no index.
    technical: Set
    #: Before a sentence's first comma what begins with them is told of the subject behind it: "From its low of 2,237".
    leads: Set
    #: "From Monday's close of 6,229.10": somebody's, and nobody is named.
    extremes: Set
    #: Before a list that is no subject: "Within the S&P 500, materials rose".
    scopes: Set
    #: After "index", where it is no subject: "index futures".
    no_reference: Set
    #: Forms of "be" and "have".
    auxiliaries: Set
    #: Before a word that is a verb there: "did rise".
    modals: Set


@dataclass(frozen=True, slots=True)
class BindingWords:
    """Words that bind a figure to a subject, or keep it from one."""

    #: Before a figure that a noun follows: "a 1.2% gain".
    articles: Set
    #: Before a level: "closed at 5,310".
    to_level: Set
    #: Of those, the ones before "5,310 points" that leave it a number of points.
    to_points: Set
    #: Of those, the ones before a fund's "$45.20" that leave it money.
    to_money: Set
    #: After a percentage that is no move: "a 2% stake".
    not_a_move: Set
    #: Before one: "tariffs of 25%".
    not_before: Set
    #: After a level; any other word makes it a count: "5,310 shares".
    level_next: Set
    #: What stands after a level and makes the number one: "zone".
    zones: Set
    #: Between a level and its verb: "closed at a fresh record 5,310".
    level_before: Set
    #: Before a number that looks like a year and is a level: "above 2000".
    year_levels: Set
    #: "the 2,500-point mark".
    marks: Set
    #: After "a fall of 2% in", where no subject follows: "in early trading".
    places: Set
    #: After a percentage that is a distance: "7.4% below its peak".
    distances: Set
    #: After such a word: "below its", "above the".
    determiners: Set
    #: What a distance is measured from.
    extremes: Set
    #: Between a placing verb and its figure: "tacked on another 0.1%".
    fillers: Set
    #: Between a name and its figure: "the Dow, (up) about 1%".
    glue: Set
    #: Between a figure and the word right before it that tells whose it is.
    leading: Set
    #: How many shares rose and fell: their bare numbers are no index's.
    breadth: Set
    #: Between the figures of a pair: "1.2% and 0.7%".
    paired: Set
    #: Between a figure and its noun: "a 300-point daily swing".
    changes: Set
    #: Verbs and nouns of moving that give no direction: "swung".
    movements: Set
    #: Between the figures of one move: "536.22 points, or 1.12%, higher".
    trailing: Set
    #: "A loss of 0.8% took the DAX to …": what a move does to an index.
    causing: Set
    #: Between an article and its figure: "a nearly 2% gain".
    approximations: Set
    #: After the figure of "took second place with 18.3%".
    with_ends: Set
    #: Assets whose level may be an index's: "shares at 1,234".
    own_assets: Set


@dataclass(frozen=True, slots=True)
class DirectionWords:
    """Words that change which moving word decides."""

    #: After a figure that is a distance downward: "7.4% away from its peak".
    below: Set
    #: Before a figure that a noun follows.
    noun_openings: Set
    #: After a figure, where no noun of it follows any more.
    partings: Set
    #: Between the figures of one move.
    trailing: Set
    #: Adverbs that more often begin what follows: "up from".
    unbound: Set
    #: Moving words that decide only near their figure: "off".
    near_only: Set
    #: After an adverb; any other word makes it an adjective: "lower rates".
    after_adverb: Set


@dataclass(frozen=True, slots=True)
class MetricWords:
    """Words that make a level a record and a figure a forecast."""

    #: What parts a sentence's clauses.
    stops: Set
    #: "high", "trough": a record where more words say so.
    extremes: Set
    #: Parts of words: extremes of the session alone are levels, "the day's high of 5,100".
    session: Set
    #: Parts of words that make such an extreme a record all the same.
    lasting: Set
    #: Parts of words that make an extreme a record.
    qualifiers: Set
    #: Nouns and verbs of forecasting that govern all figures after them.
    targets: Set
    #: Who "see" forecasts of.
    forecasters: Set
    #: What an analyst does to an index "at 21,800".
    valuing: Set
    #: Moving verbs in the past: what they govern happened, whatever "would" stands before …
    past: Set
    #: … but for these: "would have lost 2%".
    perfect: Set
    #: Of those, the ones that "from", "for" or "by" makes something else: "support from banks".
    held: Set
    #: After a figure: "5,200 support".
    supports: Set


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """Words that bound what a period phrase governs."""

    #: No phrase reaches across.
    breaks: Set
    #: A phrase after them is the cause's: "after falling 3% last week".
    causes: Set
    #: The same after a comma.
    soft: Set
    #: Before "since": a record's, "its best since 2021"; superlatives in -est need not be listed …
    superlatives: Set
    #: … but these are none.
    no_rank: Set
    #: Before a phrase that opens a new clause.
    clause_starts: Set
    #: How a phrase begins that is a distance: "below its October peak".
    distances: Set
    #: A move that was undone is one within the session: "erased a 1% gain".
    undone: Set
    #: Of those, the ones that only "from" makes so: "recovered from".
    undone_from: Set
    #: How a sentence begins that tells from where on: "From its low".
    looking_back: Set
    #: From where, beside the extremes: "measured from the bottom".
    turns: Set
    #: "opened 0.5% lower".
    opened: Set
    #: "finished 0.45% ahead".
    closing: Set
    #: Between the members of a list whose last one names the period for all.
    listing: Set
