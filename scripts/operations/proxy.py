"""A TCP proxy between a client and a provider's server that breaks things, and writes down what it saw on both sides.

It knows HTTP no further than where messages end, and of the providers only where a job's tag and name stand. What it
writes down is its own: neither the client's journal nor the server's log.
"""

import json
import random
import socket
import struct
import threading
import time
from dataclasses import dataclass, field

# What happens to a request that submits a job, and how often out of all of them. After `lost` and `hidden` the server
# has the job and the client does not know; after `cut`, `refused` and `fault` it has not, and the client cannot know.
SUBMISSION_FAULTS = {
    "refused": 1, "cut": 1, "lost": 3, "half": 3, "short": 2, "fault": 1, "fault-after": 3, "busy": 2, "slow": 2,
    "late": 2, "hidden": 3,
}
OTHER_FAULTS = {"refused": 2, "cut": 2, "lost": 2, "half": 3, "short": 2, "fault": 3, "busy": 1, "slow": 2}
# Of the service's time: a job that comes late, and one that lists do not show yet.
LATE_SECONDS, HIDDEN_SECONDS = 30, 60
# A client may take a job for absent ten minutes after its request left; nothing may be taken later than that.
LATEST_SECONDS = 500


@dataclass
class Submission:
    """A request for a job as it came from the client, and what became of it."""

    tag: str
    fault: str
    # The name that the server gave, also where the client never heard of it.
    job: str = ""
    status: int = 0


@dataclass
class Ledger:
    """All that a proxy saw."""

    submissions: list = field(default_factory=list)
    requests: int = 0
    faults: dict = field(default_factory=dict)
    lists: int = 0

    def jobs(self):
        """The jobs that the server took, by their tag."""
        result = {}
        for submission in self.submissions:
            if submission.job:
                result.setdefault(submission.tag, set()).add(submission.job)
        return result


class Message:
    """The bytes of one request or reply."""

    def __init__(self, head, body):
        self.head, self.body = head, body
        lines = head.decode("latin-1").split("\r\n")
        self.start = lines[0].split(" ", 2)
        self.headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            self.headers[name.lower()] = value.strip()

    @property
    def bytes(self):
        return self.head + b"\r\n\r\n" + self.body

    def with_body(self, body):
        """The same message with another body and the length of it."""
        lines = [line for line in self.head.split(b"\r\n") if not line.lower().startswith(b"content-length:")]
        return Message(b"\r\n".join([*lines, b"Content-Length: %d" % len(body)]), body)


def receive(connection, rest=b""):
    """The next message and what came after it; None where the other side has ended."""
    data = rest
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return None, b""
        data += part
    head, data = data.split(b"\r\n\r\n", 1)
    message = Message(head, b"")
    length = int(message.headers.get("content-length", 0))
    while len(data) < length:
        part = connection.recv(65536)
        if not part:
            return None, b""
        data += part
    message.body = data[:length]
    return message, data[length:]


class Proxy:
    """Listens on a free port of the loopback until it is closed. `share` of the requests meet a fault."""

    def __init__(self, server_port, seed, share, scale, budget):
        self.server_port, self.share, self.scale, self.budget = server_port, share, scale, budget
        self.random = random.Random(seed)
        self.ledger = Ledger()
        self.lock = threading.Lock()
        self.hidden = {}
        self.crowded = self.random.random() < 0.5
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.listener.getsockname()[1]
        self.is_open = True
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        self.is_open = False
        self.listener.close()

    def calm(self):
        """No faults from now on."""
        with self.lock:
            self.budget = 0

    def accept(self):
        while self.is_open:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            request, rest = receive(connection)
            while request is not None and self.meet(request, connection):
                request, rest = receive(connection, rest)
        except OSError:
            pass
        finally:
            connection.close()

    # What a message says.

    @staticmethod
    def is_submission(request):
        return request.start[0] == "POST" and request.start[1] in ("/api/v1/jobs", "/v0.4/jobs", "/quantum-task")

    @staticmethod
    def is_list(request):
        path = request.start[1].split("?")[0]
        return (request.start[0] == "GET" and path in ("/api/v1/jobs", "/v0.4/jobs")
                or request.start[0] == "POST" and path == "/quantum-tasks")

    @staticmethod
    def tag(document):
        """The tag of a job in what is sent for it, or in what a list says of it."""
        for key in ("metadata", "tags"):
            value = document.get(key)
            if isinstance(value, dict) and "shotglass" in value:
                return value["shotglass"]
            if isinstance(value, list) and value:
                return value[0]
        return document.get("clientToken", "")

    def choose(self, request):
        """The fault of a request; empty where there is none."""
        with self.lock:
            self.ledger.requests += 1
            self.ledger.lists += self.is_list(request)
            faults = SUBMISSION_FAULTS if self.is_submission(request) else OTHER_FAULTS
            share = self.share if self.is_submission(request) else self.share / 4
            if self.budget <= 0 or self.random.random() >= share:
                return ""
            self.budget -= 1
            fault = self.random.choices(list(faults), list(faults.values()))[0]
            self.ledger.faults[fault] = self.ledger.faults.get(fault, 0) + 1
            return fault

    # What happens.

    def meet(self, request, connection):
        """Answers a request, in whatever way; False where the connection is over."""
        came = time.monotonic()
        fault = self.choose(request)
        submission = None
        if self.is_submission(request):
            submission = Submission(self.tag(json.loads(request.body)), fault)
            with self.lock:
                self.ledger.submissions.append(submission)
        if fault == "slow":
            time.sleep(self.random.uniform(0, 20) / self.scale)
        if fault in ("refused", "cut"):
            return self.cut(connection)
        if fault == "late":
            self.cut(connection)
            time.sleep(LATE_SECONDS / self.scale)
            self.forward(request, submission, came)
            return False
        if fault in ("fault", "busy"):
            status = 429 if fault == "busy" else self.random.choice([500, 502, 503, 504])
            return self.refuse(connection, status)
        reply = self.forward(request, submission, came)
        if reply is None or fault == "lost":
            return self.cut(connection)
        if fault == "hidden":
            with self.lock:
                self.hidden[submission.tag] = time.monotonic() + HIDDEN_SECONDS / self.scale
            return self.cut(connection)
        if fault == "fault-after":
            return self.refuse(connection, self.random.choice([502, 504]))
        if fault == "half":
            connection.sendall(reply.bytes[: self.random.randrange(1, len(reply.bytes))])
            return self.cut(connection)
        if fault == "short" and len(reply.body) > 2:
            # A whole message of half of the body: nothing on the way can tell.
            reply = reply.with_body(reply.body[: len(reply.body) // 2])
        connection.sendall(reply.bytes)
        return reply.headers.get("connection", "").lower() != "close"

    def cut(self, connection):
        """Ends a connection, at times as a machine does that has died."""
        if self.random.random() < 0.5:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
        return False

    @staticmethod
    def refuse(connection, status):
        body = b'{"message":"the proxy has a fault","error":"fault"}'
        connection.sendall(b"HTTP/1.1 %d Fault\r\nRetry-After: 1\r\nContent-Type: application/json\r\n"
                           b"Content-Length: %d\r\n\r\n%s" % (status, len(body), body))
        return True

    def forward(self, request, submission, came):
        """The server's reply, on a connection of its own; None where there is none."""
        if submission and time.monotonic() - came > LATEST_SECONDS / self.scale:
            return None
        if self.is_list(request):
            return self.list(request)
        reply = self.exchange(request)
        if submission and reply:
            submission.status = int(reply.start[1])
            if submission.status < 300:
                document = json.loads(reply.body)
                submission.job = document.get("id") or document["quantumTaskArn"]
        return reply

    def exchange(self, request):
        try:
            with socket.create_connection(("127.0.0.1", self.server_port), timeout=60) as server:
                server.sendall(request.bytes)
                return receive(server)[0]
        except OSError:
            return None

    def list(self, request):
        """A list without what it does not show yet; at times with a page before it that holds only jobs of others."""
        key = "quantumTasks" if request.start[1] == "/quantum-tasks" else "jobs"
        mark = "proxy-page-2"
        is_first = mark not in request.start[1] and mark.encode() not in request.body
        if self.crowded and is_first and not request.start[1].startswith("/api/"):
            page = {key: [], "next": mark, "nextToken": mark}
            if key == "jobs":
                page[key] = [{"id": f"other-{number}", "status": "completed", "metadata": {"shotglass": f"{number}"}}
                             for number in range(100)]
            body = json.dumps(page).encode()
            return Message(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d" % len(body), body)
        reply = self.exchange(self.without_mark(request, mark))
        if reply is None or reply.start[1] != "200":
            return reply
        document = json.loads(reply.body)
        now = time.monotonic()
        with self.lock:
            document[key] = [job for job in document[key] if self.hidden.get(self.tag(job), 0) <= now]
        return reply.with_body(json.dumps(document).encode())

    @staticmethod
    def without_mark(request, mark):
        """The request for the page after ours is the one for the server's first. Its signature is not checked again:
        a server that does gets the request as the client would have signed it, so that only unsigned ones come here."""
        if mark in request.start[1]:
            head = request.head.replace(f"&next={mark}".encode(), b"")
            return Message(head, request.body)
        return request
