import Formats

extension FormatExample {
  static let jobs: [FormatExample] = [
    FormatExample(
      command: "shotglass jobs [list] --json",
      explanation: """
        One element a job, as in 'jobs show'. 'shots' and 'costs' are what all jobs
        spent or may have spent, by unit.
        """,
      document: [
        "schema": 1, "jobs": [job], "shots": 1024, "costs": ["USD": 1.22], "skippedLines": 0,
      ]),
    FormatExample(
      command: "shotglass jobs show|wait|cancel ID --json",
      explanation: """
        'state' is queued, running, completed, failed or cancelled once the provider has
        the job; before that submitted, not submitted, refused, unknown (its answer was
        lost) or absent. 'job' is the provider's name of it, or null. 'openSessions' are
        IBM's sessions that began with the job and were not closed.
        """,
      document: ["schema": 1, "job": job]),
    FormatExample(
      command: "shotglass jobs result ID --json",
      explanation: """
        One element a circuit of the job, by its place in the batch: counts, or
        'probabilities' where the provider gives shares that are no whole numbers of
        shots, or 'missing' with the reason.
        """,
      document: [
        "schema": 1, "id": "5c938c6570f1aceca4ae9e0a",
        "results": [["circuit": 0, "result": ["counts": ["00": 510, "11": 514], "shots": 1024]]],
      ]),
  ]

  private static let job: JSON = [
    "id": "5c938c6570f1aceca4ae9e0a", "provider": "braket",
    "device": "arn:aws:braket:eu-north-1::device/qpu/iqm/Garnet",
    "endpoint": "https://braket.eu-north-1.amazonaws.com", "region": "eu-north-1", "account": "123456789012",
    "state": "completed", "job": "arn:aws:braket:eu-north-1:123456789012:quantum-task/1111",
    "tag": "0dc37ca9d7484d3f508b5a3e", "circuits": 1, "shots": 1024, "estimate": ["amount": 1.78, "unit": "USD"],
    "bill": ["amount": 1.22, "unit": "USD"], "message": nil, "begun": "2026-11-22T10:31:40Z",
    "changed": "2026-11-22T10:36:02Z", "hasResult": true, "duplicates": [],
    "openSessions": [],
  ]
}
