internal import Studies

package import Formats

extension Report {
  /// All that the report holds, for programs. A number that is not finite is null.
  package var json: JSON {
    [
      "schema": 1, "title": .string(title), "question": .string(question),
      "summary": .array(
        summary.map { ["label": .string($0.label), "value": .string($0.value), "meaning": .string($0.meaning)] }),
      "sections": .array(sections.map(\.json)), "methods": .array(methods.map { .string($0) }),
      "assumptions": .array(assumptions.map { .string($0) }),
      "citations": .array(
        citations.map { ["text": .string($0.text), "address": JSON($0.address), "bibTeX": .string($0.bibTeX)] }),
      "provenance": .array(provenance.map { ["name": .string($0.name), "value": .string($0.value)] }),
      "parties": .array(parties.map { ["party": .string($0.name), "sees": .string($0.sees)] }),
    ]
  }
}

extension Section {
  fileprivate var json: JSON {
    [
      "id": .string(id), "title": .string(title), "paragraphs": .array(paragraphs.map { .string($0) }),
      "figures": .array(figures.map(\.json)), "tables": .array(tables.map(\.json)),
    ]
  }
}

extension Figure {
  fileprivate var json: JSON {
    [
      "id": .string(id), "title": .string(title), "caption": .string(caption), "intervalNote": JSON(intervalNote),
      "kind": .string(chart.kind), "data": chart.table.json,
    ]
  }
}

extension Table {
  fileprivate var json: JSON {
    [
      "title": .string(title), "note": JSON(note),
      "columns": .array(columns.map { ["title": .string($0.title), "unit": JSON($0.unit)] }),
      "rows": .array(rows.map { row in .array(columns.indices.map { cell(row, $0).json }) }),
    ]
  }
}

extension Table.Cell {
  fileprivate var json: JSON {
    switch self {
    case .number(let value): value.isFinite ? .number(value == 0 ? 0 : value) : .null
    case .text(let text): .string(text)
    case .missing: .null
    }
  }
}
