extension ModelOutputs {
  /// Shots of an example, at most: all that is computed from them stays a whole number, and exact in a double.
  package static let mostShots = 1 << 50
  /// How far the sum of probabilities may be from 1: what single precision leaves.
  package static let probabilityTolerance = 1e-3

  /// Refuses answers that no model gives. `place` says where they stand, such as `target`.
  func check(_ place: String) throws(MembershipError) {
    switch self {
    case .labels(let rows):
      guard let wrong = rows.firstIndex(where: { $0 < 0 }) else { return }
      throw .evidence(
        "\(place).predictions[\(wrong)] is \(rows[wrong]), which is no class", help: "count classes from 0")
    case .probabilities(let rows), .outcomes(let rows):
      try Self.checkWidths(rows.map(\.count), "\(place).probabilities")
      for (row, values) in rows.enumerated() {
        if let fault = Self.fault(ofProbabilities: values) {
          throw .evidence("\(place).probabilities[\(row)]: \(fault.message)", help: fault.help)
        }
      }
    case .counts(let rows):
      try Self.checkWidths(rows.map(\.count), "\(place).counts")
      for (row, counts) in rows.enumerated() {
        if let fault = Self.fault(ofJobs: [counts]) {
          throw .evidence("\(place).counts[\(row)]: \(fault.message)", help: fault.help)
        }
      }
    case .jobs(let rows):
      try Self.checkWidths(rows.flatMap { $0.map(\.count) }, "\(place).jobs")
      for (row, jobs) in rows.enumerated() {
        if let fault = Self.fault(ofJobs: jobs) {
          throw .evidence("\(place).jobs[\(row)]: \(fault.message)", help: fault.help)
        }
      }
    case .expectations(let rows, let shots):
      try Self.checkWidths(rows.map(\.count), "\(place).expectations", least: 1)
      for (row, values) in rows.enumerated() {
        if let fault = Self.fault(ofExpectations: values) {
          throw .evidence("\(place).expectations[\(row)]: \(fault.message)", help: fault.help)
        }
      }
      if let shots, !(1...Self.mostShots).contains(shots) {
        throw .evidence("\(shots) shots are not from 1 to \(Self.mostShots)", help: "give the shots of an example")
      }
    }
  }

  private static func checkWidths(_ widths: [Int], _ place: String, least: Int = 2) throws(MembershipError) {
    guard let first = widths.first else { return }
    guard first >= least else {
      throw .evidence("\(place) has rows of \(first) columns, not of at least \(least)", help: "give a column a class")
    }
    if let odd = widths.first(where: { $0 != first }) {
      throw .evidence(
        "\(place) has rows of \(first) and of \(odd) columns", help: "give every row as many columns as the first")
    }
  }

  /// A fault of a row, and how to mend it.
  struct Fault {
    let message: String
    let help: String
  }

  static func fault(ofProbabilities row: [Double]) -> Fault? {
    if let wrong = row.first(where: { !($0 >= 0 && $0 <= 1 + probabilityTolerance) }) {
      return Fault(message: "\(wrong) is no probability", help: "give numbers from 0 to 1, the softmax of any scores")
    }
    let sum = row.reduce(0, +)
    guard (sum - 1).magnitude <= probabilityTolerance else {
      return Fault(message: "the probabilities sum to \(sum), not to 1", help: "give a column for every class")
    }
    return nil
  }

  /// Of the counts of all queries of an example.
  static func fault(ofJobs jobs: [[Int]]) -> Fault? {
    guard !jobs.isEmpty else { return Fault(message: "there is no job", help: "give at least one row of counts") }
    var total = 0
    for count in jobs.joined() {
      guard count >= 0 else { return Fault(message: "\(count) is no count", help: "give whole numbers from 0") }
      let (sum, isTooLarge) = total.addingReportingOverflow(count)
      guard !isTooLarge, sum <= mostShots else {
        return Fault(message: "there are more than \(mostShots) shots", help: "give what was counted, not shares")
      }
      total = sum
    }
    guard jobs.allSatisfy({ $0.contains { $0 > 0 } }) else {
      return Fault(message: "there is no shot", help: "leave out jobs and examples that returned nothing")
    }
    return nil
  }

  static func fault(ofExpectations row: [Double]) -> Fault? {
    guard let wrong = row.first(where: { !($0.magnitude <= 1 + probabilityTolerance) }) else { return nil }
    return Fault(message: "\(wrong) is no mean of an observable", help: "give means from -1 to 1")
  }
}
