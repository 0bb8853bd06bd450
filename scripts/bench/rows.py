"""What a row of the table is, and how a race makes one."""

import race


def row(name, mine, theirs, peer_name, ratio, goal):
    return {"name": name, "ours": mine, "peer": theirs, "peerName": peer_name, "ratio": ratio, "goal": goal,
            "holds": ratio >= goal}


def failed(name, goal, problem):
    """A row that could not be timed, or whose sides disagree: it never holds."""
    return {"name": name, "ours": None, "peer": None, "peerName": str(problem), "ratio": None, "goal": goal,
            "holds": False}


def raced(workers, name, goal, ours, peers, agree, allowance=1, **options):
    """The row of one race; the peer's seconds count `allowance` times."""
    try:
        result = race.run(workers, ours, peers, agree, **options)
    except (race.WrongValue, RuntimeError) as problem:
        workers.close()
        return failed(name, goal, problem)
    theirs = allowance * result.peer
    entry = row(name, result.ours, theirs, result.peer_name, theirs / result.ours, goal)
    return entry | {"oursName": result.ours_name,
                    "firstTurn": {entrant.name: seconds for entrant, seconds in result.first.items()}}
