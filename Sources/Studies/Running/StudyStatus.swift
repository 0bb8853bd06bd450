/// How much of a study's plan is recorded.
package struct StudyStatus: Sendable {
  package let planned: Int
  package let records: [Record]
  /// Cells that no part holds, in the order of the plan.
  package let missing: [Cell]
  package let damaged: [String]

  package init(of plan: StudyPlan, in folder: StudyFolder) throws(StudyError) {
    let recorded = try folder.recorded()
    planned = plan.cells.count
    records = plan.cells.compactMap { recorded.record(of: $0.id) }
    missing = plan.cells.filter { recorded.record(of: $0.id) == nil }
    damaged = recorded.damaged
  }

  package var isComplete: Bool { missing.isEmpty }

  package func count(_ status: Record.Status) -> Int { records.count { $0.status == status } }
}
