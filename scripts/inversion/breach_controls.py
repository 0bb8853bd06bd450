"""Makes breaching.json: inputs that breaching finds from gradients of classical control nets, for BreachingTests.

    python3 -m venv venv
    venv/bin/pip install --only-binary :all: --pre torch torchvision scipy 'hydra-core>=1.4.0.dev0' pandas tqdm h5py
    venv/bin/pip install --only-binary :all: --no-deps breaching==0.1.2 lpips
    venv/bin/python scripts/inversion/breach_controls.py > Tests/InversionTests/Resources/breaching.json

Each net is a control of the gallery, with weights as PyTorch draws them; its gradient of one row is PyTorch's, in
double precision. The attacks are breaching's own with their settings, apart from the precision and, of deep leakage,
8 starts rather than one and labels that are known. Weights and gradients are flat: each dense layer's matrix row after
row, then its bias.
"""

import json
import logging
import sys
from importlib.metadata import version

import torch

import breaching

COMMAND = "python scripts/inversion/breach_controls.py > Tests/InversionTests/Resources/breaching.json"
SETUP = {"dtype": torch.double, "device": torch.device("cpu")}

# Name in the gallery, features, hidden units, outputs.
NETS = [("complex-6-classical", 6, 6, 1), ("re-uploading-4-3-classical", 4, 5, 3)]


class Payload(dict):
    """What breaching reads by attribute and by key."""

    __getattr__ = dict.__getitem__


def attack(net, loss, kind, overrides, features, outputs, gradient, labels):
    config = breaching.get_attack_config(kind, overrides=["impl.dtype=double", *overrides])
    attacker = breaching.attacks.prepare_attack(net, loss, config, SETUP)
    metadata = Metadata(features, outputs)
    server = [{"parameters": list(net.parameters()), "buffers": [], "metadata": metadata}]
    shared = [
        {
            "gradients": [part.clone() for part in gradient],
            "buffers": None,
            "metadata": {"num_data_points": 1, "labels": labels, "local_hyperparams": None},
        }
    ]
    found, _ = attacker.reconstruct(server, shared, server_secrets={})
    return found["data"].detach().flatten().tolist()


class Metadata(Payload):
    def __init__(self, features, classes):
        super().__init__(
            shape=[features], classes=classes, modality="vision", task="classification", mean=[0.0], std=[1.0]
        )

    def __getattr__(self, name):
        # Rows of features have no channels to normalise.
        if name in ("mean", "std"):
            raise AttributeError(name)
        return self[name]


def flat(parts):
    return torch.cat([part.detach().flatten() for part in parts]).tolist()


def case(seed, name, features, hidden, outputs):
    torch.manual_seed(seed)
    net = torch.nn.Sequential(
        torch.nn.Flatten(), torch.nn.Linear(features, hidden), torch.nn.Tanh(), torch.nn.Linear(hidden, outputs)
    ).double()
    row = torch.pi * torch.rand(1, features, dtype=torch.double)
    if outputs == 1:
        loss, labels = torch.nn.MSELoss(), torch.tensor([[0.7 * torch.cos(row[0, 0])]], dtype=torch.double)
    else:
        loss, labels = torch.nn.CrossEntropyLoss(), torch.tensor([1])
    gradient = torch.autograd.grad(loss(net(row), labels), net.parameters())
    arguments = (features, outputs, gradient)
    # As it comes, deep leakage seeks the class with the row, and does not find this one.
    known = ["restarts.num_trials=8", "attack_type=optimization"]
    found = {
        "analytic": attack(net, loss, "analytic", [], *arguments, labels),
        "deepleakage": attack(net, loss, "deepleakage", known, *arguments, labels),
    }
    truth = row.flatten().tolist()
    return {
        "network": name,
        "shape": [features, hidden, outputs],
        "loss": "mse" if outputs == 1 else "cross-entropy",
        "label": labels.flatten().tolist()[0],
        "weights": flat(net.parameters()),
        "gradient": flat(gradient),
        "input": truth,
        "found": found,
        "greatestError": {
            kind: max(abs(own - true) for own, true in zip(inputs, truth)) for kind, inputs in found.items()
        },
    }


def main():
    logging.disable(logging.CRITICAL)
    output, sys.stdout = sys.stdout, sys.stderr
    cases = [case(seed, *net) for seed, net in enumerate(NETS, start=1)]
    versions = {name: version(name) for name in ("breaching", "torch")}
    json.dump({"command": COMMAND, "versions": versions, "cases": cases}, output, indent=1)
    output.write("\n")


if __name__ == "__main__":
    main()
