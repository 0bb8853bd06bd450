import Devices
import Formats
import Studies

/// What `study run` and its like print.
struct StudyReport {
  let name: String
  let id: String
  let folder: String
  let status: StudyStatus
  /// How many cells this run worked on; nil where it ran none.
  let evaluated: Int?
  let isMerged: Bool
  /// The main numbers; none before all cells are there.
  var statements: [Statement] = []
  /// What was run elsewhere.
  var uses: [RemoteUse] = []

  var json: [String: JSON] {
    var members: [String: JSON] = [
      "study": .string(name), "id": .string(id), "folder": .string(folder), "planned": .integer(status.planned),
      "done": .integer(status.count(.done)), "failed": .integer(status.count(.failed)),
      "unsupported": .integer(status.count(.unsupported)), "missing": .integer(status.missing.count),
      "records": isMerged ? .string("\(folder)/records.jsonl") : .null,
    ]
    if let evaluated { members["evaluated"] = .integer(evaluated) }
    members["statements"] = .array(
      statements.map { ["label": .string($0.label), "value": .string($0.value), "meaning": .string($0.meaning)] })
    if !uses.isEmpty { members["providers"] = .array(uses.map(\.json)) }
    return members
  }

  var text: String {
    var rows = [["cells planned", "\(status.planned)"]]
    if let evaluated { rows.append(["run now", "\(evaluated)"]) }
    rows.append(["done", "\(status.count(.done))"])
    for kind in [Record.Status.failed, .unsupported] where status.count(kind) > 0 {
      rows.append([kind.rawValue, "\(status.count(kind))"])
    }
    if !status.missing.isEmpty { rows.append(["missing", "\(status.missing.count)"]) }
    let told = statements.map { "\n\($0.label): \($0.value)\n  \($0.meaning)\n" }.joined()
    let next = isMerged ? "records: \(folder)/records.jsonl\nreport:  shotglass report \(folder)\n" : ""
    let shown = uses.map { $0.text + "\n" }.joined()
    return TextTable(rows: rows).text + told + (told.isEmpty && shown.isEmpty ? "" : "\n") + shown + next
  }
}

extension Session {
  func print(_ report: StudyReport) throws {
    try wantsJSON ? print(report.json) : print(report.text)
  }
}

/// What `study plan` prints.
struct StudyPlanPresentation {
  let job: StudyJob

  private var parties: [Party] { Party.all(of: job.study, places: job.bench.places) }

  var json: [String: JSON] {
    let total = job.plan.spending
    return [
      "study": .string(job.study.name), "id": .string(job.study.id), "folder": .string(job.folder.path),
      "cells": .integer(job.plan.cells.count), "circuits": .integer(total.circuits), "shots": .integer(total.shots),
      "seconds": .number(total.seconds), "cost": JSON(total.cost), "currency": JSON(job.plan.currency),
      "lines": .array(
        job.plan.lines.map { line in
          [
            "analysis": .string(line.analysis), "backend": JSON(line.backend), "cells": .integer(line.cells),
            "circuits": .integer(line.spending.circuits), "shots": .integer(line.spending.shots),
            "seconds": .number(line.spending.seconds), "cost": JSON(line.spending.cost),
            "currency": JSON(currency(of: line)),
          ]
        }),
      "parties": .array(parties.map { ["name": .string($0.name), "sees": .string($0.sees)] }),
    ]
  }

  var text: String {
    var rows = [["analysis", "backend", "cells", "circuits", "shots", "core time", "cost"]]
    for line in job.plan.lines {
      rows.append(
        [line.analysis, line.backend ?? "-"] + figures(line.cells, line.spending, currency(of: line)))
    }
    rows.append(["all", ""] + figures(job.plan.cells.count, job.plan.spending, job.plan.currency))
    return """
      \(job.study.question.map { $0 + "\n\n" } ?? "")\(TextTable(rows: rows).text)
      Who sees what:
      \(parties.map { "  \($0.name): \($0.sees)\n" }.joined())
      \(prices)Nothing was run or spent. Times are rough guesses of one core of this machine.
      Run it: \(job.command)

      """
  }

  private func figures(_ cells: Int, _ spending: Spending, _ currency: String?) -> [String] {
    let seconds = spending.seconds < 1 ? "under 1 s" : "\(spending.wholeSeconds) s"
    let cost = spending.cost.map { $0 == 0 ? "0" : "\($0)\(currency.map { " " + $0 } ?? "")" } ?? "unknown"
    return ["\(cells)", "\(spending.circuits)", "\(spending.shots)", seconds, cost]
  }

  private func currency(of line: StudyPlan.Line) -> String? {
    line.backend.flatMap { job.bench.prices[$0]?.currency }
  }

  /// Where prices are from, a line a machine that has one.
  private var prices: String {
    job.bench.prices.sorted { $0.key < $1.key }.map { "Price of \($0): \($1.source), \($1.date)\n" }.joined()
  }
}
