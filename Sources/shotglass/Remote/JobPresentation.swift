import Formats
import Journals

/// A job of the journal as text and as JSON.
struct JobPresentation {
  private let record: JobRecord

  init(_ record: JobRecord) { self.record = record }

  static let listHeads = ["id", "provider", "device", "state", "circuits", "shots", "cost", "begun"]

  var listRow: [String] {
    let intent = record.intent
    return [
      intent.id, intent.identity.provider, intent.identity.device, state, "\(intent.circuits)", "\(intent.shots)",
      cost, record.intendedAt.iso8601,
    ]
  }

  var page: String {
    let identity = record.intent.identity
    var rows = [
      ["id", record.intent.id], ["provider", identity.provider], ["device", identity.device],
      ["endpoint", identity.endpoint], ["account", identity.account], ["state", state],
      ["job", record.job ?? "not known"], ["tag", record.intent.tag], ["circuits", "\(record.intent.circuits)"],
      ["shots", "\(record.intent.shots)"], ["cost", cost], ["begun", record.intendedAt.iso8601],
      ["changed", record.lastChange.iso8601],
    ]
    if !identity.region.isEmpty { rows.insert(["region", identity.region], at: 4) }
    if let message = record.message { rows.append(["message", message]) }
    if let result = record.result { rows.append(["result", result.file]) }
    if !record.openSessions.isEmpty { rows.append(["open session", record.openSessions.joined(separator: ", ")]) }
    if !record.duplicates.isEmpty { rows.append(["also taken as", record.duplicates.joined(separator: ", ")]) }
    return TextTable(rows: rows).text
  }

  var json: JSON {
    let intent = record.intent
    return [
      "id": .string(intent.id), "provider": .string(intent.identity.provider),
      "device": .string(intent.identity.device), "endpoint": .string(intent.identity.endpoint),
      "region": .string(intent.identity.region), "account": .string(intent.identity.account), "state": .string(state),
      "job": JSON(record.job), "tag": .string(intent.tag), "circuits": .integer(intent.circuits),
      "shots": .integer(intent.shots), "estimate": Self.json(intent.estimate), "bill": Self.json(record.bill),
      "message": JSON(record.message), "begun": .string(record.intendedAt.iso8601),
      "changed": .string(record.lastChange.iso8601), "hasResult": .bool(record.result != nil),
      "duplicates": .array(record.duplicates.map { .string($0) }),
      "openSessions": .array(record.openSessions.map { .string($0) }),
    ]
  }

  private static func json(_ cost: Cost?) -> JSON {
    cost.map { ["amount": .number($0.amount), "unit": .string($0.unit)] } ?? .null
  }

  /// The provider's word where it has the job, else how its submission stands.
  private var state: String {
    switch record.submission {
    case .planned: "not submitted"
    case .sent, .ambiguous: "unknown"
    case .absent: "absent"
    case .refused(let refusal): refusal.isTemporary ? "not submitted" : "refused"
    case .answered: record.state?.rawValue ?? "submitted"
    }
  }

  private var cost: String {
    if record.isBilled { return record.bill.map { "\($0.amount) \($0.unit)" } ?? "nothing" }
    return record.intent.estimate.map { "up to \($0.amount) \($0.unit)" } ?? "not known"
  }
}
