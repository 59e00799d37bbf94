"""``pubpipe completion``: a shell's name -> the script that completes commands, options and names in it."""

from __future__ import annotations

import click

EPILOG = """\b
To have it in every new shell:
  bash  echo 'eval "$(pubpipe completion bash)"' >> ~/.bashrc
  zsh   echo 'eval "$(pubpipe completion zsh)"' >> ~/.zshrc
  fish  pubpipe completion fish > ~/.config/fish/completions/pubpipe.fish
"""


@click.command("completion", epilog=EPILOG)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Write the completion script for a shell.

    bash is served from version 4.4.
    """
    from click.shell_completion import get_completion_class

    root = context.find_root().command
    script = get_completion_class(shell)
    assert script is not None
    # click's own source() starts bash to ask for its version, and complains where none is installed.
    complete = script(root, {}, "pubpipe", "_PUBPIPE_COMPLETE")
    click.echo((complete.source_template % complete.source_vars()).rstrip())
    return 0
