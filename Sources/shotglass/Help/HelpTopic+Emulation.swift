extension HelpTopic {
  /// Faults as a file gives them; the tests read it.
  static let faultExample = """
    {"schema": 1, "seed": 7, "rules": [
      {"match": {"method": "POST", "path": "/api/v1/jobs"}, "occurrence": 2,
       "fault": "drop-after"},
      {"match": {"path": "/api/v1/jobs/*"}, "probability": 0.1,
       "fault": "status", "value": 503},
      {"fault": "slow", "value": 0.5, "probability": 0.05}]}

    """

  /// The page on emulated services.
  static let emulation = HelpTopic(
    name: "emulation", summary: "Emulated cloud services: protocols, credentials, faults, the log.",
    text: """
      'shotglass emulate' serves one provider's protocol on 127.0.0.1. Behind it
      stands the twin of a device, or with --device ideal twelve coupled qubits
      without errors. A circuit that names no qubits of the device is compiled for
      it; one that does ($0, $1, ..., verbatim boxes) must be native, or its job
      fails.

      ibm      /identity/token and /api/v1: backend DEVICE; sampler jobs of OpenQASM 3
               texts, with results as hexadecimal or as Qiskit's own values; sessions,
               which end by their max_ttl
      braket   /, with S3 under /BUCKET/KEY and STS: the simulator SV1, and
               arn:aws:braket:us-east-1::device/qpu/shotglass/DEVICE
      ionq     /v0.4: backends simulator (exact probabilities) and qpu.DEVICE

      Keys begin with FAKE; Amazon's are AKIAFAKEFAKEFAKEFAKE with fake/secret, with
      or without the session token FAKESESSIONTOKEN, and signatures are checked.
      Only requests to a loopback Host are served, and none of a web page.

      --faults names a file of rules. The first that matches and strikes decides;
      path is a pattern with * and ?. A rule with an occurrence strikes at that match,
      one with a probability by chance from the seed, any other always.

      """ + faultExample.split(separator: "\n").map { "  \($0)\n" }.joined() + """

          drop-before    the connection ends, nothing is done
          drop-after     the work is done, the connection ends without a reply
          accept-late    the connection ends, the work is taken value seconds later
          status         an error of status value
          slow           the reply comes value seconds later
          truncate       half of the body, then the end
          wrong-length   a Content-Length that is off by value
          duplicate      the request is worked on twice
          list-lag       lists show the job value seconds later
          job-failed     the job fails on the machine
          result-gone    the result is no longer there
          expire-token   every token has expired
          skew           the service's clock is value seconds ahead

        --log adds a line of JSON for each request, each job that is taken late and each
        that ends: seq, time, method, path, status (null where no reply leaves), fault,
        jobId, idempotencyKey, tag, accepted, billed, bodySha256. Secrets appear as the
        beginning of their hash.

        """)
}
