from pubpipe.normalize import document as doc
from pubpipe.normalize.raw.lines import split
from pubpipe.normalize.raw.quotes import quotes
from tests.support.drafts import galley, normalized

MAIL = """\
Thank you for the notes.

On Monday, Jane Doe wrote:
> I think we should meet on Friday and talk it over.
> There is much to say.
>
> > The old plan is dead.
> > Long live the plan.

I shall come.
"""


def test_quoted_lines_are_a_quotation() -> None:
    blocks = [piece.block for piece in galley(MAIL).pieces]
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Paragraph", "Quote", "Paragraph"]
    quote = blocks[2]
    assert isinstance(quote, doc.Quote)
    assert isinstance(quote.blocks[2], doc.Quote)
    assert doc.words_of(quote.blocks[2]) == "The old plan is dead.\nLong live the plan."


def test_the_words_of_a_quotation_are_accounted_for_and_settle() -> None:
    manuscript, ledger = normalized(MAIL)
    assert ledger.audit.unaccounted == 0
    again, _ = normalized(manuscript.markdown, "markdown")
    assert again.markdown == manuscript.markdown


def test_blank_lines_do_not_end_a_quotation() -> None:
    parts = list(quotes(split("> one\n\n> two\n\nthree")))
    assert [(part.depth, [line.text for line in part.lines if line.text]) for part in parts] == [
        (1, ["one", "two"]),
        (0, ["three"]),
    ]


def test_a_single_arrow_and_a_prompt_are_no_quotations() -> None:
    assert [part.depth for part in quotes(split("Text.\n> Read more\nText."))] == [0]
    assert [part.depth for part in quotes(split(">>> a = 1\n>>> b = 2"))] == [0]


def test_short_quoted_lines_that_go_on_are_joined() -> None:
    found = galley("> The crane was moved.\n> Nobody was told, and two\n> boats could not leave.\n")
    assert (
        doc.words_of(found.pieces[0].block)
        == "The crane was moved. Nobody was told, and two boats could not leave."
    )
