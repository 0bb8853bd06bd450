import Defences
import Formats

/// What `accountant` prints: lines of a name and a value, once as text and once as numbers.
struct AccountantAnswer {
  private(set) var members: [String: JSON]
  private(set) var lines: [[String]] = []
  private let protects: Protects
  var notes: [String] = []

  init(_ question: AccountantVerb.Question, protects: Protects) {
    self.protects = protects
    members = ["what": .string(question.rawValue), "protects": .string(protects.rawValue)]
  }

  mutating func add(_ name: String, _ key: String, _ value: JSON, text: String) {
    members[key] = value
    lines.append([name, text])
  }

  mutating func add(_ name: String, _ key: String, _ number: Double) {
    add(name, key, PrivacyPresentation.number(number), text: PrivacyPresentation.short(number))
  }

  mutating func add(_ name: String, _ key: String, _ bound: PrivacyBound) {
    var text = "epsilon " + PrivacyPresentation.short(bound.epsilon)
    if let order = bound.order { text += " (order \(order))" }
    if let lower = bound.lowerEpsilon { text += ", not below \(PrivacyPresentation.short(lower))" }
    if let note = bound.note { text += ": Renyi's, because \(note)" }
    add(name, key, PrivacyPresentation.json(bound), text: text)
  }

  var json: [String: JSON] {
    members.merging(["notes": .array((notes + [protects.statement]).map { .string($0) })]) { own, _ in own }
  }

  var text: String {
    TextTable(rows: lines).text + (notes + [protects.statement]).map { "\($0)\n" }.joined()
  }
}
