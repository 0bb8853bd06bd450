import Formats
import Membership
import Models
import Numerics
import Testing

@Suite("Who is trained on what in an audit") struct AuditSplitTests {
  static func rows(_ count: Int = 200, seed: UInt64 = 1) throws -> DataSet {
    try DataSource("two-moons:rows=\(count),noise=0.2").load(from: RandomStream(seed: seed))
  }

  static func design(
    members: Int = 20, references: Int = 8, population: Int = 0, own: Bool = false, noise: Double = 0
  ) -> AuditDesign {
    var design = AuditDesign()
    (design.memberCount, design.referenceCount, design.populationCount) = (members, references, population)
    (design.referenceRows, design.labelNoise) = (own ? .own : .audited, noise)
    return design
  }

  @Test("Parts share no row; each audited row is in half of the references, and every model has as many rows")
  func balance() throws {
    let split = try AuditSplit(Self.design(population: 30), of: try Self.rows(), seed: 4)
    #expect(split.auditedRows.count == 40 && split.populationRows.count == 30)
    #expect(Set(split.auditedRows).isDisjoint(with: split.populationRows))
    for row in 0..<40 { #expect(split.references.count { $0[row] } == 4) }
    for (members, rows) in zip(split.references, split.referenceRows) {
      #expect(rows.count == 20 && members.count { $0 } == 20)
      #expect(rows == zip(split.auditedRows, members).compactMap { $1 ? $0 : nil })
    }
    for target in 0..<5 {
      #expect(split.members(ofTarget: target).count { $0 } == 20)
      #expect(Set(split.trainingRows(ofTarget: target)).isSubset(of: split.auditedRows))
    }
    #expect(split.members(ofTarget: 0) != split.members(ofTarget: 1))
  }

  @Test("References with rows of their own have seen no audited row")
  func ownRows() throws {
    let split = try AuditSplit(Self.design(own: true), of: try Self.rows(), seed: 4)
    #expect(split.references.allSatisfy { !$0.contains(true) })
    for rows in split.referenceRows { #expect(rows.count == 20 && Set(rows).isDisjoint(with: split.auditedRows)) }
  }

  @Test("Changed labels are as many as asked for, known, and the only change")
  func noise() throws {
    let set = try Self.rows()
    let split = try AuditSplit(Self.design(population: 20, noise: 0.3), of: set, seed: 4)
    #expect(split.changedRows.count == 18)
    guard case .classes(let before, _) = set.labels, case .classes(let after, _) = split.data.labels else {
      Issue.record("the labels are no classes")
      return
    }
    let differing = before.indices.filter { before[$0] != after[$0] }
    #expect(differing == split.changedRows)
    #expect(Set(differing).isSubset(of: split.auditedRows + split.populationRows))
  }

  @Test("The manifest names each model's rows with hashes that change with them, and declares the overlap")
  func manifest() throws {
    let set = try Self.rows()
    let split = try AuditSplit(Self.design(), of: set, seed: 4)
    let text = try split.manifest(targets: 2).text()
    #expect(
      text.contains("declared") && text.contains(String(set.contentHash(rows: split.referenceRows[3]), radix: 16)))
    #expect(try AuditSplit(Self.design(), of: set, seed: 4).manifest(targets: 2).text() == text)
    #expect(try AuditSplit(Self.design(), of: set, seed: 5).manifest(targets: 2).text() != text)
    #expect(try AuditSplit(Self.design(own: true), of: set, seed: 4).manifest(targets: 1).text().contains("none"))
  }

  @Test(
    "Designs that cannot be are refused with what to do",
    arguments: [
      (design(members: 1), "2 to"), (design(references: 7), "64"), (design(noise: 1.5), "share"),
      (design(members: 101), "smaller"), (design(members: 100, population: 1), "smaller"),
    ])
  func refusals(design: AuditDesign, help: String) throws {
    let set = try Self.rows()
    let error = #expect(throws: MembershipError.self) { try AuditSplit(design, of: set, seed: 1) }
    #expect(error?.help.contains(help) == true)
  }
}
