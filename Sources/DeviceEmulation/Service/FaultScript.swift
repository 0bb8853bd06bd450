package import Formats
internal import Numerics

/// What goes wrong, when: rules that are tried in their order on every request.
package struct FaultScript: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// The connection ends before anything is done.
    case dropBefore = "drop-before"
    /// The work is done, and the connection ends without a reply.
    case dropAfter = "drop-after"
    /// The connection ends, and the work is taken so many seconds later: 30 unless told.
    case acceptLate = "accept-late"
    /// An error of this status, 503 unless told; nothing is done.
    case status
    /// The reply comes so many seconds later: 5 unless told.
    case slow
    /// Half of the body comes, and the connection ends.
    case truncate
    /// The Content-Length is off by so many bytes: 10 unless told.
    case wrongLength = "wrong-length"
    /// The request is worked on twice, as if a machine in between had sent it again.
    case duplicate
    /// A job of this request shows up in lists so many seconds later: 30 unless told.
    case listLag = "list-lag"
    /// A job of this request fails on the machine.
    case jobFailed = "job-failed"
    /// The result that is asked for, or that of the job that is sent, is no longer there.
    case resultGone = "result-gone"
    /// Every token that was issued has expired.
    case expireToken = "expire-token"
    /// The service's clock is so many seconds ahead, for this request: 3600 unless told.
    case skew

    var usualValue: Double {
      switch self {
      case .acceptLate, .listLag: 30
      case .status: 503
      case .slow: 5
      case .wrongLength: 10
      case .skew: 3600
      case .dropBefore, .dropAfter, .truncate, .duplicate, .jobFailed, .resultGone, .expireToken: 0
      }
    }
  }

  /// A fault with its figure.
  struct Fault: Sendable, Equatable {
    let kind: Kind
    let value: Double
  }

  private struct Rule: Sendable {
    let method: String?
    let path: NamePattern?
    let occurrence: Int?
    let probability: Double?
    let fault: Fault
    var matches = 0
    var stream: RandomStream
  }

  private var rules: [Rule] = []

  /// No faults.
  package init() {}

  /// Reads `{"schema": 1, "seed": 7, "rules": [...]}`.
  package init(reading bytes: [UInt8]) throws(FormatError) {
    var object = try JSONReader(parsing: bytes).object()
    _ = try object.required("schema").integer(in: 1...1)
    let seed = try object.optional("seed")?.unsigned() ?? 0
    for (index, reader) in try object.required("rules").array().enumerated() {
      rules.append(try Self.rule(reader, stream: RandomStream(seed: seed).substream("fault").substream(index)))
    }
    try object.noOtherKeys()
  }

  private static func rule(_ reader: JSONReader, stream: RandomStream) throws(FormatError) -> Rule {
    var object = try reader.object()
    var (method, path): (String?, NamePattern?)
    if let match = object.present("match") {
      var fields = try match.object()
      method = try fields.present("method")?.string().uppercased()
      path = try fields.present("path").map { (reader) throws(FormatError) in NamePattern(try reader.string()) }
      try fields.noOtherKeys()
    }
    let occurrence = try object.present("occurrence")?.integer(in: 1...Int.max)
    let chance = object.present("probability")
    let probability = try chance?.double()
    if let chance, let probability, !(0...1).contains(probability) {
      throw chance.error("must be from 0 to 1, not \(probability)")
    }
    if let chance, occurrence != nil {
      throw chance.error("a rule has an occurrence or a probability, not both", help: "leave one of them out")
    }
    let kind = try object.required("fault").choice(of: Kind.self)
    let given = object.present("value")
    let value = try given?.double() ?? kind.usualValue
    if let given {
      let range = kind == .status ? 400...599 : kind == .skew || kind == .wrongLength ? -1e6...1e6 : 0...1e6
      guard range.contains(value) else {
        throw given.error("must be from \(range.lowerBound) to \(range.upperBound) for \(kind.rawValue), not \(value)")
      }
    }
    try object.noOtherKeys()
    return Rule(
      method: method, path: path, occurrence: occurrence, probability: probability,
      fault: Fault(kind: kind, value: value), stream: stream)
  }

  /// The fault of the next request: that of the first rule that fits and strikes.
  mutating func strike(method: String, path: String) -> Fault? {
    var found: Fault?
    for index in rules.indices {
      let rule = rules[index]
      guard rule.method.map({ $0 == method }) ?? true, rule.path?.matches(path) ?? true else { continue }
      rules[index].matches += 1
      var strikes = rule.occurrence.map { $0 == rules[index].matches } ?? true
      if let probability = rule.probability { strikes = rules[index].stream.uniform() < probability }
      if strikes, found == nil { found = rule.fault }
    }
    return found
  }
}
