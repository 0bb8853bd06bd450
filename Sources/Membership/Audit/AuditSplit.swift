package import Formats
package import Models
internal import Numerics

/// Which rows each model of an audit is trained on, drawn from a data set and bound to it by hashes.
///
/// The parts `audited`, `population` and `reference` have no row in common. A target is trained on half of the
/// audited rows; of those that it is attacked for, the other half are its non-members.
package struct AuditSplit: Sendable {
  package let design: AuditDesign
  /// All rows with the labels that models see, changed ones among them.
  package let data: DataSet
  package let parts: Split
  /// Rows of the data whose label was changed.
  package let changedRows: [Int]
  /// For each reference, which of the audited rows it is trained on, in the order of that part; none where references
  /// have rows of their own.
  package let references: [[Bool]]
  /// Rows of the data that each reference is trained on.
  package let referenceRows: [[Int]]
  private let stream: RandomStream

  package init(_ design: AuditDesign, of set: DataSet, seed: UInt64) throws(MembershipError) {
    try design.check()
    self.design = design
    stream = RandomStream(seed: seed).substream("audit")
    do throws(DataError) {
      let parts = try Split(parts: Self.parts(of: design), of: set, seed: seed)
      (data, changedRows) =
        design.labelNoise > 0
        ? try set.addingLabelNoise(
          share: design.labelNoise, to: parts.parts.flatMap(\.rows).sorted(), from: stream.substream("labels"))
        : (set, [])
      self.parts = parts
    } catch { throw .data(error) }
    (references, referenceRows) = Self.deal(design, parts, stream)
  }

  private static func parts(of design: AuditDesign) -> [(name: String, count: Int)] {
    var sizes = [("audited", 2 * design.memberCount)]
    if design.populationCount > 0 { sizes.append(("population", design.populationCount)) }
    if design.referenceRows == .own { sizes.append(("reference", 2 * design.memberCount)) }
    return sizes
  }

  private static func deal(
    _ design: AuditDesign, _ parts: Split, _ stream: RandomStream
  ) -> (references: [[Bool]], rows: [[Int]]) {
    let audited = parts.rows(of: "audited") ?? []
    let rows = design.referenceRows == .own ? parts.rows(of: "reference") ?? [] : audited
    // Two references share out the rows: each row is in one of them, and all have as many.
    let halves = (0..<design.referenceCount / 2).flatMap { pair in
      let first = half(of: rows.count, stream.substream("references").substream(pair))
      return [first, first.map { !$0 }]
    }
    let chosen = halves.map { half in zip(rows, half).compactMap { $1 ? $0 : nil } }
    let isAudited = design.referenceRows == .audited
    return (isAudited ? halves : halves.map { _ in audited.map { _ in false } }, chosen)
  }

  private static func half(of count: Int, _ stream: RandomStream) -> [Bool] {
    var draws = stream
    var order = Array(0..<count)
    for place in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(place, min(Int(draws.uniform() * Double(place + 1)), place))
    }
    var isIn = Array(repeating: false, count: count)
    for place in order.prefix(count / 2) { isIn[place] = true }
    return isIn
  }

  /// Rows of the data that are attacked.
  package var auditedRows: [Int] { parts.rows(of: "audited") ?? [] }
  /// Rows of the data in no training set, for attacks that compare with them.
  package var populationRows: [Int] { parts.rows(of: "population") ?? [] }

  /// Which of the audited rows a target is trained on, in the order of that part.
  package func members(ofTarget number: Int) -> [Bool] {
    Self.half(of: 2 * design.memberCount, stream.substream("targets").substream(number))
  }

  /// Rows of the data that a target is trained on.
  package func trainingRows(ofTarget number: Int) -> [Int] {
    zip(auditedRows, members(ofTarget: number)).compactMap { $1 ? $0 : nil }
  }

  /// Who was trained on what, with hashes of the rows as the models see them: two parts can only overlap as it says.
  package func manifest(targets count: Int) -> JSON {
    func entry(_ rows: [Int]) -> JSON {
      ["rows": .array(rows.map { .integer($0) }), "hash": .string(String(data.contentHash(rows: rows), radix: 16))]
    }
    return [
      "schema": 1, "design": design.json, "split": parts.json,
      "changedLabels": .array(changedRows.map { .integer($0) }),
      "targets": .array((0..<count).map { entry(trainingRows(ofTarget: $0)) }),
      "references": .array(referenceRows.map(entry)),
      "overlap": .string(
        design.referenceRows == .audited
          ? "declared: references are trained on halves of the audited rows, each row in half of them"
          : "none: references are trained on rows of their own"),
    ]
  }
}
