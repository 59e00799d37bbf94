"""A style's template and values -> a filled page; Jinja2 in its sandbox."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from pubpipe import compiled, installed
from pubpipe.errors import ConfigurationError, PubpipeError
from pubpipe.model import Style
from pubpipe.styling.reading import text

if TYPE_CHECKING:
    from jinja2 import BytecodeCache
    from jinja2.sandbox import SandboxedEnvironment

_DIALECT = {"trim_blocks": True, "lstrip_blocks": True}


def page(style: Style, template: str, **values: object) -> str:
    """Fill one of the style's templates (Jinja2 in its sandbox, everything escaped unless marked safe).

    Raises ConfigurationError that names the template and its line.
    """
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        return _environment(style).get_template(template).render(**values)
    except TemplateSyntaxError as error:
        where = f"{error.name or template}, line {error.lineno}"
        raise ConfigurationError(f"style {style.name!r}, {where}: {error.message}") from error
    except (TemplateError, ArithmeticError, TypeError, ValueError) as error:
        raise ConfigurationError(f"{_place(style, template, error)}: {error}") from error
    except PubpipeError:
        raise
    except BaseException as error:
        if style.own:
            error.add_note(_place(style, template, error))
        raise


def _place(style: Style, template: str, error: BaseException) -> str:
    """Return where a template's error is: Jinja2 puts the template's own lines into an Exception's traceback alone."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            filled = trace.tb_frame.f_globals.get("__jinja_template__")
            line = filled.get_corresponding_lineno(trace.tb_lineno) if filled else trace.tb_lineno
        trace = trace.tb_next
    return f"style {style.name!r}, {template}" + (f", line {line}" if line else "")


@functools.lru_cache(maxsize=4)
def _environment(style: Style) -> SandboxedEnvironment:
    """Return the environment that keeps a style's templates compiled: reading them anew costs 25 ms an article."""
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(
        loader=FunctionLoader(lambda template: text(style, template)),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=_kept_templates(),
        **_DIALECT,
    )


@functools.cache
def _kept_templates() -> BytecodeCache:
    """Return Jinja2's door to the store of what was compiled before, by the template's text."""
    from jinja2 import BytecodeCache
    from jinja2.bccache import Bucket

    # What else decides what a template compiles to.
    made_by = f"{installed.version('jinja2')} {sorted(_DIALECT.items())}"

    class Kept(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            bucket.code = compiled.store().programs.get(f"{made_by} {bucket.key} {bucket.checksum}")

        def dump_bytecode(self, bucket: Bucket) -> None:
            if bucket.code is not None:
                compiled.store().put(f"{made_by} {bucket.key} {bucket.checksum}", bucket.code)

    return Kept()
