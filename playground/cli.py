"""The command ``neural-playground``: it starts the app, or does the same work with no browser.

Starting must stay quick, so PyTorch and Streamlit are imported only by what needs them. Commands are made when they are
asked for, because their help is in the reader's language.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import click

from playground.command_input import read_architecture, read_experiment, read_shape, write_output
from playground.environment import SettingError, environment_language
from playground.experiment import ExperimentError, ShapeMismatchError
from playground.experiment.gan import GanExperiment
from playground.i18n import _, set_language

NAME = "neural-playground"
MAX_EPOCHS = 100_000
DEVICES = ("auto", "cpu", "cuda", "mps")


class CommandLine(click.Group):
    """The command and its subcommands; whatever is wrong is said in one line on standard error, with exit status 2."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line and exit."""
        set_language(environment_language())
        for stream in (sys.stdout, sys.stderr):  # a terminal without "×" shows "?" in its place
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        prog_name = prog_name or NAME
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            status = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.ClickException as refusal:
            click.echo(f"{NAME}: {one_line(refusal.format_message())}", err=True)
            sys.exit(2)
        except click.Abort:
            sys.exit(130)
        sys.exit(status if isinstance(status, int) else 0)

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Return the options of the command itself: where to serve the app."""
        return [*_address(), *super().get_params(ctx)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command is, in the reader's language."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_("Start the neural network playground, or train and describe networks without it."))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the subcommands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a subcommand, or ``None`` if there is none of this name."""
        make = COMMANDS.get(cmd_name)
        return make(cmd_name) if make else None


@click.group(NAME, cls=CommandLine, invoke_without_command=True)
@click.pass_context
def main(ctx: click.Context, host: str | None, port: int | None) -> None:
    """Start the app, unless a subcommand is given."""
    if ctx.invoked_subcommand is not None:
        if host is not None or port is not None:
            raise click.UsageError(_("--host and --port say where to start the app: no subcommand goes before them"))
        return
    from playground.start import AddressError, start

    try:
        start(host, port)
    except (AddressError, SettingError) as error:
        raise click.UsageError(str(error)) from error


def one_line(text: str) -> str:
    """Return a message as one line that a terminal shows as it is: no breaks, no control characters."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in " ".join(text.split()))


def _train(file: str | None, preset: str | None, epochs: int, device: str, as_json: bool) -> None:
    experiment = read_experiment(file, preset)
    from playground.terminal import print_result, train_with_bar
    from playground.training.trainers.device import DeviceUnavailableError, choose_device, use_threads_for
    from playground.training.trainers.run_to_end import train

    try:
        choose_device(device, experiment)
    except DeviceUnavailableError as error:
        raise click.UsageError(str(error)) from error
    use_threads_for(experiment)
    if as_json:
        _print_json(train(experiment, epochs, device).as_json())
    else:
        print_result(train_with_bar(experiment, epochs, device))


def _describe(file: str | None, preset: str | None, shape: str | None, as_json: bool) -> None:
    described = read_architecture(file, preset)
    from playground.architecture.summary import model_summary, row_as_json

    if isinstance(described, GanExperiment):
        _describe_gan(described, shape, as_json)
        return
    model, input_shape, task, loss = described
    input_shape = input_shape if shape is None else read_shape(shape)
    try:
        rows = model_summary(model, input_shape, task, loss)
    except ShapeMismatchError as mismatch:
        raise click.UsageError(str(mismatch)) from mismatch
    if as_json:
        layers = [row_as_json(row) for row in rows]
        total = sum(row.parameters for row in rows)
        _print_json({"layers": layers, "input_shape": input_shape, "parameters": total})
    else:
        from playground.terminal import print_layers

        print_layers(rows, input_shape)


def _describe_gan(experiment: GanExperiment, shape: str | None, as_json: bool) -> None:
    """Print both networks of a GAN."""
    if shape is not None:
        raise click.UsageError(_("--input: the two networks of a GAN have inputs of their own"))
    from playground.architecture.summary import gan_summaries, row_as_json
    from playground.terminal import print_layers

    networks = gan_summaries(experiment)
    if as_json:
        each = {
            name: {"layers": [row_as_json(row) for row in rows], "input_shape": input_shape}
            for name, (input_shape, rows) in networks.items()
        }
        _print_json({**each, "parameters": experiment.parameters})
        return
    for name, (input_shape, rows) in networks.items():
        click.echo({"generator": _("Generator"), "discriminator": _("Discriminator")}[name])
        print_layers(rows, input_shape)


def _schema() -> None:
    from playground.experiment.read import any_schema

    _print_json(any_schema(), indent=2)


def _open(file: str | None, preset: str | None, host: str | None, port: int | None, only_print: bool) -> None:
    experiment = read_experiment(file, preset)
    from playground.start import FIRST_PORT, link

    try:
        query = experiment.to_query()
    except ExperimentError as error:
        raise click.UsageError(str(error)) from error
    page = "gan" if isinstance(experiment, GanExperiment) else "perceptron"
    address = link(host, port or FIRST_PORT, f"/{page}?{query}")
    click.echo(address)
    if not only_print:
        import webbrowser

        webbrowser.open(address)


def _export(file: str | None, preset: str | None, target: str, output: str | None, epochs: int) -> None:
    experiment = read_experiment(file, preset)
    from playground.export import EXPORTERS, ExportError

    try:
        written = EXPORTERS[target].write(experiment, epochs)
    except ExportError as error:
        raise click.UsageError(str(error)) from error
    write_output(output, written)


def _print_json(value: object, indent: int | None = None) -> None:
    click.echo(json.dumps(value, allow_nan=False, indent=indent))


def _address() -> list[click.Parameter]:
    address = _("The app's address; this machine's alone by default, 0.0.0.0 for everybody in the network.")
    return [
        click.Option(["--port"], type=click.IntRange(1, 65535), help=_("The app's port; 8501 or the next free one.")),
        click.Option(["--host"], metavar="ADDRESS", help=address),
    ]


def _source() -> list[click.Parameter]:
    return [
        click.Argument(["file"], required=False, metavar="[FILE]"),
        click.Option(
            ["--preset"], metavar="NAME", help=_("One of the playground's own experiments, in place of FILE.")
        ),
    ]


def _as_json() -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help=_("Print one JSON object."))


def _train_command(name: str) -> click.Command:
    epochs = click.IntRange(1, MAX_EPOCHS)
    return click.Command(
        name,
        callback=_train,
        help=_("Train an experiment: FILE, or - for standard input."),
        params=[
            *_source(),
            click.Option(["--epochs"], type=epochs, default=100, show_default=True, help=_("How long to train.")),
            click.Option(["--device"], type=click.Choice(DEVICES), default="auto", help=_("Where to train.")),
            _as_json(),
        ],
    )


def _describe_command(name: str) -> click.Command:
    shape = click.Option(["--input", "shape"], metavar="SHAPE", help=_("An input of another shape, as 3x150x150."))
    return click.Command(
        name,
        callback=_describe,
        help=_("Print the layers, shapes and parameters of a network."),
        params=[*_source(), shape, _as_json()],
    )


def _schema_command(name: str) -> click.Command:
    return click.Command(name, callback=_schema, help=_("Print the JSON schema of an experiment."))


def _open_command(name: str) -> click.Command:
    only_print = click.Option(["--print", "only_print"], is_flag=True, help=_("Only print the link."))
    return click.Command(
        name,
        callback=_open,
        help=_("Open an experiment in the running app."),
        params=[*_source(), *_address(), only_print],
    )


def _export_command(name: str) -> click.Command:
    from playground.export import EXPORTERS

    target = click.Choice(list(EXPORTERS))
    epochs = click.IntRange(1, MAX_EPOCHS)
    output = _("Where to write it; standard output without it.")
    return click.Command(
        name,
        callback=_export,
        help=_("Write an experiment as code that runs without the playground: FILE, or - for standard input."),
        params=[
            *_source(),
            click.Option(["--to", "target"], type=target, required=True, help=_("For which library.")),
            click.Option(["-o", "--output"], metavar="OUT", help=output),
            click.Option(["--epochs"], type=epochs, default=100, show_default=True, help=_("How long it trains.")),
        ],
    )


COMMANDS: Mapping[str, Callable[[str], click.Command]] = MappingProxyType(
    {
        "train": _train_command,
        "describe": _describe_command,
        "export": _export_command,
        "schema": _schema_command,
        "open": _open_command,
    }
)

if __name__ == "__main__":  # ``python -m playground.cli``
    main(prog_name=NAME)
