import Circuits
import Formats
import Inversion
import Models
import Reports
import Studies

/// What `invert` prints.
struct InversionPresentation {
  private let finding: InversionFinding
  private let job: InversionJob

  init(_ finding: InversionFinding, of job: InversionJob) {
    self.finding = finding
    self.job = job
  }

  /// What can be told at all, before the attack: the first line of the text, or a note beside the document.
  static func announce(_ found: Identifiability, in session: Session) {
    let (rank, most) = found.isRankLeast ? (" or more", "at least") : ("", "up to")
    let what = found.isOfEachRow ? "counts of a row have" : "gradient has"
    let batch =
      switch found.largestBatch {
      case 0: "not even one row can be told from all others"
      case _ where found.isOfEachRow: "each row is seen by itself"
      case let rows: "batches of \(most) \(rows) can be told apart"
      }
    let line =
      "The \(what) \(found.equations) values that depend on the inputs, of rank \(found.rank)\(rank); "
      + "\(found.unknowns) numbers are unknown; \(batch)."
    guard !session.wantsJSON else { return session.note(line) }
    // What cannot be printed now cannot be printed at the end either, which says so.
    try? session.print(line + "\n")
  }

  func print(in session: Session) throws {
    if session.wantsJSON {
      try session.print(try members().adding(note))
    } else {
      try session.print(try text() + (note.map { "\n" + $0.text } ?? ""))
    }
  }

  private var note: ProviderNote? { job.backend.flatMap { ProviderNote($0, .inversion) } }

  private var names: [String] {
    let layer = job.evidence.layer
    return layer.inputs.map { layer.circuit.parameters[$0].name }
  }

  // MARK: JSON

  private func members() throws -> [String: JSON] {
    let evidence = job.evidence
    var members: [String: JSON] = [
      "attack": .string(finding.attack), "inputs": .array(names.map { .string($0) }),
      "recovered": finding.recovered.map(Self.rows) ?? .null,
      "labels": .array(finding.labels.map(label)), "certified": .bool(finding.isCertified),
      "solutions": .array(finding.solutions.map(Self.rows)),
      "gradientLoss": Self.number(finding.gradientLoss), "chiSquared": Self.number(finding.chiSquared),
      "degreesOfFreedom": finding.degreesOfFreedom.map { .integer($0) } ?? .null,
      "pValue": Self.number(finding.pValue),
      "standardError": finding.standardErrors.isEmpty
        ? .null : Self.rows(evidence.rows(of: finding.standardErrors)),
      "starts": .integer(finding.starts), "startsConverged": .integer(finding.startsConverged),
      "evaluations": .integer(finding.evaluations), "message": .string(finding.message),
      "identifiability": finding.identifiability.map(Self.identifiability) ?? .null, "bound": bound,
    ]
    if let truth = job.truth {
      members["truth"] = Self.rows(evidence.rows(of: truth))
      members["meanSquaredError"] = Self.number(try score())
    }
    return members
  }

  /// A class where the loss has classes, else the number.
  private func label(_ numbers: [Double]) -> JSON {
    if case .crossEntropy = job.evidence.loss {
      return numbers.indices.max { numbers[$0] < numbers[$1] }.map { .integer($0) } ?? .null
    }
    return numbers.count == 1 ? .number(numbers[0]) : .array(numbers.map { .number($0) })
  }

  private var bound: JSON {
    guard let error = boundedError else { return .null }
    return ["kind": "cramer-rao", "at": "estimate", "meanSquaredError": .number(error)]
  }

  private var boundedError: Double? {
    guard !finding.standardErrors.isEmpty else { return nil }
    return finding.standardErrors.reduce(0) { $0 + $1 * $1 } / Double(finding.standardErrors.count)
  }

  private static func identifiability(_ found: Identifiability) -> JSON {
    [
      "equations": .integer(found.equations), "rank": .integer(found.rank), "unknowns": .integer(found.unknowns),
      "condition": number(found.condition), "distinctSolutions": .integer(found.distinctSolutions),
      "largestBatch": .integer(found.largestBatch),
    ]
  }

  private static func rows(_ rows: [[Double]]) -> JSON {
    .array(rows.map { row in .array(row.map { .number($0) }) })
  }

  private static func number(_ value: Double?) -> JSON {
    guard let value, value.isFinite else { return .null }
    return .number(value)
  }

  // MARK: Text

  private func text() throws -> String {
    var text = ""
    if let recovered = finding.recovered {
      text += table(recovered)
    } else if let first = finding.solutions.first {
      text += table(first, beside: finding.solutions.last)
    }
    if finding.recovered != nil, let condition = finding.identifiability?.condition {
      text += "condition number of the values' derivatives there: \(NumberText.rounded(condition))\n"
    }
    if let chiSquared = finding.chiSquared, let freedom = finding.degreesOfFreedom {
      let p = finding.pValue.map { ", p = \(NumberText.rounded($0))" } ?? ""
      text += "chi-square \(NumberText.rounded(chiSquared)) for \(freedom) degrees of freedom\(p)\n"
    }
    if let error = boundedError {
      text += "mean squared error that such values allow, at the estimate: \(NumberText.rounded(error)) (Cramer-Rao)\n"
    }
    if let score = try score() { text += "mean squared error against the row: \(NumberText.rounded(score))\n" }
    let mark = finding.recovered == nil ? "" : finding.isCertified ? "certified: " : "not certified: "
    return text + mark + finding.message + "\n"
  }

  /// The inputs that were recovered, or some of a family and others of it.
  private func table(_ recovered: [[Double]], beside other: [[Double]]? = nil) -> String {
    let truth = job.truth.map { job.evidence.rows(of: $0) }
    let errors = finding.standardErrors.isEmpty ? nil : job.evidence.rows(of: finding.standardErrors)
    var head = ["input"] + (other == nil ? ["recovered"] : ["one match", "another"])
    if errors != nil { head.append("standard error") }
    if truth != nil { head.append("truth") }
    var rows = [head]
    for (row, values) in recovered.enumerated() {
      for (place, value) in values.enumerated() {
        var line = [recovered.count > 1 ? "\(names[place])[\(row)]" : names[place], "\(value)"]
        if let other { line.append("\(other[row][place])") }
        if let errors { line.append(NumberText.rounded(errors[row][place])) }
        if let truth { line.append("\(truth[row][place])") }
        rows.append(line)
      }
    }
    return TextTable(rows: rows).text
  }

  /// Against the rows that the gradient was made from.
  private func score() throws -> Double? {
    guard let truth = job.truth else { return nil }
    do {
      return try InversionScore(finding, truth: job.evidence.rows(of: truth), evidence: job.evidence).meanSquaredError
    } catch {
      throw Failure(error)
    }
  }
}
