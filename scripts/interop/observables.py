"""Observables as text, such as `0.5*Z0*Z1 - X2`, as lists of (coefficient, {qubit: letter}), and their means."""

import re

import numpy as np

TERM = re.compile(r"\s*([+-]?)\s*((?:[^\s+-]|(?<=\d[eE])[+-]|\s+(?![\s+-]))+)\s*")
FACTOR = re.compile(r"([XYZ])(\d+)$")


def parsed(text, qubits):
    """The terms of a sum of products of numbers and operators, each qubit once in a product; also `mean(Z)`."""
    whole = re.fullmatch(r"\s*mean\(([XYZ])\)\s*", text)
    if whole:
        return [(1 / qubits, {qubit: whole[1]}) for qubit in range(qubits)]
    terms, place = [], 0
    while place < len(text):
        found = TERM.match(text, place)
        if not found or terms and not found[1]:
            raise ValueError(f"cannot read the observable '{text}' at column {place + 1}")
        terms.append(term(found[2], -1.0 if found[1] == "-" else 1.0))
        place = found.end()
    return terms


def term(text, coefficient):
    letters = {}
    for factor in (part.strip() for part in text.split("*")):
        operator = FACTOR.match(factor)
        if not operator:
            coefficient *= float(factor)
        elif int(operator[2]) in letters:
            raise ValueError(f"a product names qubit {operator[2]} twice")
        else:
            letters[int(operator[2])] = operator[1]
    return coefficient, letters


def mean(terms, state):
    """The observable's mean in a state whose index bit i is qubit i."""
    index = np.arange(len(state))
    total = 0.0
    for coefficient, letters in terms:
        flipped, phases = index, np.ones(len(state), complex)
        for qubit, letter in letters.items():
            signs = 1 - 2 * ((index >> qubit) & 1)
            if letter != "Z":
                flipped = flipped ^ (1 << qubit)
            # The operator maps |bit> to its image with this factor.
            phases = phases * (1j * signs if letter == "Y" else signs if letter == "Z" else 1)
        total += coefficient * float(np.real(np.vdot(state[flipped], phases * state)))
    return total
