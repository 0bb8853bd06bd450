package import Formats

/// How an audit of a training is set up: how many rows are in and out, and which references an attacker trains.
package struct AuditDesign: Hashable, Sendable {
  /// Whose rows references are trained on.
  package enum ReferenceRows: String, CaseIterable, Sendable {
    /// Halves of the audited rows, so that each row is in half of the references (online attacks). An attacker who
    /// has the rows can train such models; the overlap is declared in the manifest.
    case audited
    /// Rows of their own: no reference has seen an audited row (offline attacks).
    case own
  }

  /// Rows of each training set; as many again are kept out of it. Each target has its own half of these rows.
  package var memberCount = 100
  package var referenceCount = 64
  /// Rows that are in no training set.
  package var populationCount = 0
  package var referenceRows = ReferenceRows.audited
  /// The share of all rows whose class is changed before anything is trained: what only memory can explain.
  package var labelNoise = 0.0

  package init() {}

  /// How many rows of a data set it takes.
  package var rowCount: Int {
    2 * memberCount + populationCount + (referenceRows == .own ? 2 * memberCount : 0)
  }

  /// The most members that so many rows allow; below 2 where they allow no audit.
  package func mostMembers(of rowCount: Int) -> Int {
    max(rowCount - populationCount, 0) / (referenceRows == .own ? 4 : 2)
  }

  func check() throws(MembershipError) {
    guard memberCount >= 2, memberCount <= 1_000_000 else {
      throw .evidence("a training set of \(memberCount) rows cannot be audited", help: "use from 2 to 1000000 members")
    }
    guard referenceCount >= 2, referenceCount.isMultiple(of: 2), referenceCount <= 100_000 else {
      throw .evidence(
        "references come in pairs that share out the rows, so their number must be even, not \(referenceCount)",
        help: "train 64 of them")
    }
    guard populationCount >= 0, populationCount <= 1_000_000, (0...1).contains(labelNoise) else {
      throw .evidence(
        "a population of \(populationCount) rows or a label noise of \(labelNoise) cannot be",
        help: "label noise is a share from 0 to 1")
    }
  }

  package var json: JSON {
    [
      "members": .integer(memberCount), "references": .integer(referenceCount),
      "population": .integer(populationCount), "referenceRows": .string(referenceRows.rawValue),
      "labelNoise": .number(labelNoise),
    ]
  }
}
