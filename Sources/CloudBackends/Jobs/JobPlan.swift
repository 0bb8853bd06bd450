internal import Devices
internal import Execution
internal import Formats
internal import Journals
internal import Networking

/// One circuit of a job with the shots that it takes there.
struct JobPiece: Sendable, Equatable {
  /// Which entry of the batch it belongs to.
  let entry: Int
  let text: String
  let qubitCount: Int
  let layout: ResultLayout
  /// How many gates on one qubit, and on more.
  let gateCounts: (one: Int, more: Int)

  var shots: Int { layout.shots }

  static func == (left: JobPiece, right: JobPiece) -> Bool {
    left.entry == right.entry && left.text == right.text && left.layout == right.layout
  }

  /// The same circuit with other shots.
  func taking(_ shots: Int) -> JobPiece {
    JobPiece(
      entry: entry, text: text, qubitCount: qubitCount, layout: layout.taking(shots), gateCounts: gateCounts)
  }
}

/// What goes to a provider in one request.
struct JobPlan: Sendable, Equatable {
  let pieces: [JobPiece]

  var shots: Int { pieces.reduce(0) { $0 + $1.shots } }

  /// What the journal keeps to read the result: how each circuit's bits are to be read, and for which entry; and what
  /// larger work it is for.
  func details(label: String? = nil) -> JSON {
    var details: [String: JSON] = [
      "pieces": .array(pieces.map { ["entry": .integer($0.entry), "layout": $0.layout.json] as JSON })
    ]
    if let label { details[Intent.labelKey] = .string(label) }
    return .object(details)
  }

  /// Splits shots that are more than a job may take, and fills jobs with circuits as far as they go.
  static func plans(_ pieces: [JobPiece], within limits: JobLimits) -> [JobPlan] {
    var parts: [JobPiece] = []
    for piece in pieces {
      var left = piece.shots
      while left > 0 {
        let shots = min(left, limits.shots)
        parts.append(piece.taking(shots))
        left -= shots
      }
    }
    return stride(from: 0, to: parts.count, by: limits.circuits).map { start in
      JobPlan(pieces: Array(parts[start..<min(start + limits.circuits, parts.count)]))
    }
  }

  /// The layouts of a job that the journal holds, with the entries that they belong to.
  static func layouts(_ details: JSON) throws(FormatError) -> [(entry: Int, layout: ResultLayout)] {
    var object = try JSONReader(parsing: details.bytes()).object()
    var layouts: [(Int, ResultLayout)] = []
    for element in try object.required("pieces").array() {
      var piece = try element.object()
      layouts.append((try piece.required("entry").integer(in: 0...Int.max), try ResultLayout(piece.required("layout"))))
    }
    return layouts
  }
}

/// How much a provider takes in one job.
struct JobLimits: Sendable, Equatable {
  let circuits: Int
  /// Of each circuit.
  let shots: Int
}

extension ResultLayout {
  func taking(_ shots: Int) -> ResultLayout { ResultLayout(self, shots: shots) }
}

extension Device.Price {
  /// Of so many tasks with so many shots together and so many seconds; nil where part of it is not known.
  func cost(tasks: Int, shots: Int, seconds: Double?) -> Cost? {
    guard perTask != nil || perShot != nil || perSecond != nil else { return nil }
    guard perSecond ?? 0 == 0 || seconds != nil else { return nil }
    let amount =
      Double(tasks) * (perTask ?? 0) + Double(shots) * (perShot ?? 0) + (seconds ?? 0) * (perSecond ?? 0)
    return amount.isFinite && amount >= 0 ? Cost(amount, currency) : nil
  }
}
