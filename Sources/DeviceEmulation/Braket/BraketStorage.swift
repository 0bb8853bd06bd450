internal import Execution
internal import Formats

/// The part of S3 where results lie, addressed as `/BUCKET/KEY`.
struct BraketStorage {
  let region: String

  static func xml(_ status: Int, _ text: String) -> Reply {
    Reply(
      status, headers: [ReceivedRequest.Header("Content-Type", "application/xml")],
      body: Array(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text).utf8))
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  func answer(_ request: ReceivedRequest, in service: inout ServiceState) -> Reply {
    let path = request.segments.filter { !$0.isEmpty }
    guard let bucket = path.first else {
      return BraketProtocol.error(404, "NoSuchBucket", "No bucket is named.", of: request)
    }
    let key = path.dropFirst().joined(separator: "/")
    switch (request.method, key.isEmpty) {
    case ("PUT", true), ("HEAD", true):
      return Reply(200, headers: [ReceivedRequest.Header("x-amz-bucket-region", region)])
    case ("GET", true) where request.fields.contains { $0.name == "location" }:
      return Self.xml(200, "<LocationConstraint>\(Self.escaped(region))</LocationConstraint>")
    case ("GET", false), ("HEAD", false): return object(bucket, key, request, in: &service)
    default: return BraketProtocol.error(405, "MethodNotAllowed", "The method is not allowed here.", of: request)
    }
  }

  private func object(
    _ bucket: String, _ key: String, _ request: ReceivedRequest, in service: inout ServiceState
  ) -> Reply {
    let parts = key.split(separator: "/")
    guard parts.count >= 2, parts.last == "results.json",
      let job = service.job(String(parts[parts.count - 2]), account: region),
      job.order.document["outputS3Bucket"]?.text == bucket,
      BraketTasks.directory(of: job).split(separator: "/") == parts.dropLast(),
      !job.resultIsGone, let reading = job.readings(at: service.now)?.first
    else { return BraketProtocol.error(404, "NoSuchKey", "The specified key does not exist.", of: request) }
    service.note.jobID = job.id
    return Reply(
      json: results(reading, of: job),
      headers: [
        ReceivedRequest.Header("ETag", "\"\(job.id)\""),
        ReceivedRequest.Header("Last-Modified", service.httpDate(job.ends)),
      ])
  }

  /// Columns are the measured qubits, in the order of the bits that hold them.
  private func results(_ reading: JobItem.Reading, of job: EmulatedJob) -> JSON {
    let columns = reading.columns
    var shots: [JSON] = []
    for sample in reading.samples {
      let rows = (0..<sample.counts.count).map { outcome in
        JSON.array(columns.map { .integer(sample.counts.bit($0.bit, at: outcome) ? 1 : 0) })
      }
      shots += (sample.memory ?? []).map { rows[$0] }
    }
    let parameters = job.order.document["deviceParameters"]?.text.flatMap { text in
      (try? JSONNode(parsing: Array(text.utf8))).map { JSON($0) }
    }
    let action = job.order.document["action"]?.text.flatMap { text in
      (try? JSONNode(parsing: Array(text.utf8))).map { JSON($0) }
    }
    return [
      "braketSchemaHeader": ["name": "braket.task_result.gate_model_task_result", "version": "1"],
      "measurements": .array(shots), "measurementProbabilities": .null, "resultTypes": [],
      "measuredQubits": .array(columns.map { .integer($0.qubit) }),
      "taskMetadata": [
        "braketSchemaHeader": ["name": "braket.task_result.task_metadata", "version": "1"],
        "id": .string(BraketTasks.arn(of: job)), "shots": .integer(job.order.shots),
        "deviceId": .string(job.order.target), "deviceParameters": job.order.isIdeal ? parameters ?? .null : .null,
        "createdAt": .string(UTCTime(seconds: job.created).iso8601),
        "endedAt": .string(UTCTime(seconds: job.ends).iso8601),
        "status": "COMPLETED",
      ],
      "additionalMetadata": ["action": action ?? .null],
    ]
  }
}
