package import Formats

/// Who is asked to run a job, in whose name, on what. A job can only be found again by the same identity.
package struct JobIdentity: Sendable, Hashable {
  package var provider: String
  package var endpoint: String
  /// Empty where the provider has none.
  package var region: String
  /// What tells one account from another, and is no secret.
  package var account: String
  package var device: String

  package init(provider: String, endpoint: String, region: String = "", account: String, device: String) {
    self.provider = provider
    self.endpoint = endpoint
    self.region = region
    self.account = account
    self.device = device
  }

  /// The parts by name, in the order in which they matter.
  private var parts: [(name: String, value: String)] {
    [
      ("provider", provider), ("endpoint", endpoint), ("region", region), ("account", account), ("device", device),
    ]
  }

  /// The first part in which two identities differ, with both values; nil where they are the same.
  package func difference(from other: JobIdentity) -> (part: String, mine: String, other: String)? {
    zip(parts, other.parts).first { $0.value != $1.value }.map { ($0.name, $0.value, $1.value) }
  }

  init(_ reader: JSONReader) throws(FormatError) {
    var object = try reader.object()
    provider = try object.required("provider").string()
    endpoint = try object.required("endpoint").string()
    region = try object.required("region").string()
    account = try object.required("account").string()
    device = try object.required("device").string()
  }

  var json: JSON { .object(Dictionary(parts.map { ($0.name, JSON.string($0.value)) }) { first, _ in first }) }
}

/// One job that is to be submitted, as it is written down before anything is sent.
package struct Intent: Sendable, Equatable {
  /// Random, and never used again.
  package var id: String
  /// What the job computes, as a hash: two intents with the same work and part would buy the same twice.
  package var work: String
  /// Which part of the work, counted from 0.
  package var part: Int
  package var identity: JobIdentity
  /// What the provider is given to know the job by: a random tag, or a token that makes it take the job only once.
  package var tag: String
  /// SHA-256 of the body that is sent, without the session that it may name: a job is the same in whatever session.
  package var bodyDigest: String
  package var circuits: Int
  package var shots: Int
  /// Nil where no price is known.
  package var estimate: Cost?
  /// What it takes to read the result; never a secret.
  package var details: JSON

  package init(
    id: String, work: String, part: Int, identity: JobIdentity, tag: String, bodyDigest: String, circuits: Int,
    shots: Int, estimate: Cost?, details: JSON = [:]
  ) {
    self.id = id
    self.work = work
    self.part = part
    self.identity = identity
    self.tag = tag
    self.bodyDigest = bodyDigest
    self.circuits = circuits
    self.shots = shots
    self.estimate = estimate
    self.details = details
  }

  /// The name under which `details` keep what larger work a job belongs to, such as a study.
  package static let labelKey = "label"

  /// What larger work the job belongs to; nil where it stands alone.
  package var label: String? {
    if case .object(let members) = details, case .string(let label)? = members[Self.labelKey] { label } else { nil }
  }

  /// Random letters and digits: 96 bits.
  package static func randomID() -> String {
    var text = ""
    for _ in 0..<3 {
      let digits = String(UInt32.random(in: 0 ... .max), radix: 16)
      text += String(repeating: "0", count: 8 - digits.count) + digits
    }
    return text
  }

  init(id: String, _ reader: JSONReader) throws(FormatError) {
    var object = try reader.object()
    self.id = id
    work = try object.required("work").string()
    part = try object.required("part").integer(in: 0...Int.max)
    identity = try JobIdentity(object.required("identity"))
    tag = try object.required("tag").string()
    bodyDigest = try object.required("body").string()
    circuits = try object.required("circuits").integer(in: 0...Int.max)
    shots = try object.required("shots").integer(in: 0...Int.max)
    let estimate = try object.required("estimate")
    self.estimate = estimate.isNull ? nil : try Cost(estimate)
    details = JSON(try object.required("details").node)
  }

  var json: [String: JSON] {
    [
      "work": .string(work), "part": .integer(part), "identity": identity.json, "tag": .string(tag),
      "body": .string(bodyDigest), "circuits": .integer(circuits), "shots": .integer(shots),
      "estimate": estimate?.json ?? .null, "details": details,
    ]
  }
}
