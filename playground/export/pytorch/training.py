"""The loss, the optimizer and the training loop of an experiment as code."""

from __future__ import annotations

from playground.experiment import Experiment
from playground.experiment.training import Training
from playground.export.script import call, comment
from playground.i18n import _
from playground.optimizers import pytorch_options


def training_blocks(experiment: Experiment) -> list[str]:
    """Return the blocks of code that train ``network`` on ``inputs``, ``labels`` and ``targets``."""
    return [
        _optimizer(experiment),
        _require_finite(),
        *_penalties(experiment.training),
        *_train_epoch(experiment.training),
        *_evaluate(experiment),
        _LOOP,
    ]


def tensors(experiment: Experiment) -> str:
    """Return the code that makes tensors: what the network sees, and targets as the loss takes them."""
    lines = ["inputs = torch.tensor(inputs)", *_targets(experiment)]
    return "\n".join([comment(_("What the network sees, and what the loss compares its outputs with.")), *lines])


def _targets(experiment: Experiment) -> list[str]:
    task = experiment.data.task
    if task.classes is None:
        return ["targets = torch.tensor(labels, dtype=torch.float32).unsqueeze(1)"]
    lines = ["labels = torch.tensor(labels)"]
    if task.outputs == 1:
        return [*lines, "targets = labels.float().unsqueeze(1)"]
    if experiment.loss == "cross_entropy":
        return [*lines, "targets = labels"]
    return [*lines, f"targets = F.one_hot(labels, {task.classes}).float()"]


def _optimizer(experiment: Experiment) -> str:
    name, options = pytorch_options(experiment.training.optimizer)
    return "\n".join(
        [
            comment(_("Loss and optimizer.")),
            f"loss_function = nn.{_loss(experiment)}()",
            call(f"optimizer = torch.optim.{name}", ["network.parameters()"], options),
        ]
    )


def _loss(experiment: Experiment) -> str:
    numbers = {"mse": "MSELoss", "mae": "L1Loss"}
    if experiment.loss in numbers:
        return numbers[experiment.loss]
    return "BCEWithLogitsLoss" if experiment.data.task.outputs == 1 else "CrossEntropyLoss"


def _require_finite() -> str:
    sentence = _("The loss is no longer a finite number: training has diverged.")
    return f"""\
def require_finite(loss):
    if not loss.isfinite():
        raise SystemExit("{sentence}")"""


def _penalties(training: Training) -> list[str]:
    """Return the functions that follow the penalties, if there are any."""
    return [*_added_penalties(training), *_shrunk_weights(training)]


def _added_penalties(training: Training) -> list[str]:
    if not training.pull and not training.l2:
        return []
    terms = [*(["L1 Σ|w|"] if training.pull else []), *(["L2/2 Σw²"] if training.l2 else [])]
    l2 = ".add_(weight, alpha=L2)" if training.l2 else ""
    l1 = ".add_(weight.sign(), alpha=L1)" if training.pull else ""
    sentence = _("Penalties: the gradient of {terms} over all weights; biases are not penalised.")
    return [
        f"""\
{comment(sentence.format(terms=" + ".join(terms)))}
@torch.no_grad()
def add_penalties():
    for name, weight in network.named_parameters():
        if name.endswith("weight"):
            weight.grad{l2}{l1}"""
    ]


def _shrunk_weights(training: Training) -> list[str]:
    if not training.shrinkage:
        return []
    sentence = _("Penalty L1 Σ|w|: the proximal step moves weights towards 0, and not beyond; biases stay.")
    return [
        f"""\
{comment(sentence)}
@torch.no_grad()
def shrink_weights():
    for name, weight in network.named_parameters():
        if name.endswith("weight"):
            weight.copy_(nn.functional.softshrink(weight, L1 * optimizer.param_groups[0]["lr"]))"""
    ]


def _train_epoch(training: Training) -> list[str]:
    """Return the function that goes over the training part once, and what it draws from."""
    order = "torch.randperm(TRAIN_SAMPLES, generator=batches)" if training.shuffle else "torch.arange(TRAIN_SAMPLES)"
    penalties = "        add_penalties()\n" if training.pull or training.l2 else ""
    shrinking = "        shrink_weights()\n" if training.shrinkage else ""
    clipping = "        nn.utils.clip_grad_norm_(network.parameters(), CLIP_NORM)\n" if training.clip_norm else ""
    return [
        "batches = generator(seeds[2])" if training.shuffle else "",
        f"""\
{comment(_("One epoch: every training sample once, in mini-batches."))}
def train_epoch():
    order = {order}
    for batch in torch.split(order, BATCH_SIZE):
        optimizer.zero_grad()
        loss = loss_function(network(inputs[batch]), targets[batch])
        loss.backward()
{penalties}{clipping}        optimizer.step()
{shrinking}        require_finite(loss)""",
    ]


def _evaluate(experiment: Experiment) -> list[str]:
    """Return the function that measures both parts, and where they are."""
    sentence = _("Loss of the training and the test part, without dropout.")
    right = accuracy = ""
    if experiment.data.task.is_classification:
        sentence = _("Loss and accuracy of the training and the test part, without dropout.")
        right = f"    right = ({_predicted(experiment)} == labels).float()\n"
        accuracy = '        measured[f"{part}_accuracy"] = right[rows].mean().item()\n'
    return [
        'PARTS = {"train": slice(0, TRAIN_SAMPLES), "test": slice(TRAIN_SAMPLES, None)}',
        f"""\
{comment(sentence)}
@torch.no_grad()
def evaluate():
    network.eval()
    outputs = network(inputs)
    network.train()
{right}    measured = {{}}
    for part, rows in PARTS.items():
        loss = loss_function(outputs[rows], targets[rows])
        require_finite(loss)
        measured[f"{{part}}_loss"] = loss.item()
{accuracy}    return measured""",
    ]


def _predicted(experiment: Experiment) -> str:
    """Return the class that outputs stand for, as code."""
    if experiment.data.task.outputs > 1:
        return "outputs.argmax(dim=1)"
    return f"(outputs[:, 0] > {0 if experiment.loss == 'cross_entropy' else 0.5})"


_LOOP = """\
history = []
for epoch in range(1, EPOCHS + 1):
    train_epoch()
    measured = evaluate()
    history.append(measured)
    print(f"epoch {epoch}:", ", ".join(f"{name} {value:.4f}" for name, value in measured.items()))"""
