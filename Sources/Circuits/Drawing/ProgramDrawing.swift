/// A program as text: its circuit where it is one, else each step of its code in order, with the places where an
/// `if`, a loop or the like begins and ends; then each of its subroutines.
package struct ProgramDrawing: Sendable {
  private let program: Program
  private let width: Int
  private let isUnicode: Bool

  /// No line is wider than `width` columns, or 40 where that is less.
  package init(_ program: Program, width: Int = 80, isUnicode: Bool = true) {
    self.program = program
    self.width = max(width, CircuitDrawing.leastWidth)
    self.isUnicode = isUnicode
  }

  /// The drawing, with a line end after each line.
  package var text: String {
    if let circuit = program.staticCircuit {
      return CircuitDrawing(circuit, width: width, isUnicode: isUnicode).text
    }
    var lines: [String] = []
    for (section, steps) in traced() {
      if !lines.isEmpty { lines.append("") }
      if let title = section.title { lines.append("\(title):".fitted(to: width, isUnicode: isUnicode)) }
      let plan = DrawingPlan(
        program.circuit, steps: steps, parameters: section.title.map { _ in section.labels }, width: width,
        isUnicode: isUnicode)
      let drawing = plan.lines(width: width, isUnicode: isUnicode)
      lines += drawing.isEmpty && section.title != nil ? ["(no qubits)"] : drawing
    }
    return lines.map { $0 + "\n" }.joined()
  }

  // MARK: Sections

  /// The program and its subroutines, each with what it does.
  ///
  /// A subroutine is called only by those below it, so from the last to the first each is read when it is known with
  /// how many qubits it is called.
  private func traced() -> [(section: DrawingSection, steps: [DrawingStep])] {
    let bodies = program.routines.indices.map { program.body(ofRoutine: $0) ?? 0..<0 }
    let targets = CodeTrace.targets(of: program)
    let regions = program.regions.enumerated().filter { !bodies.contains($1.code) }
      .sorted {
        ($0.element.code.lowerBound, -$0.element.code.upperBound, -$0.offset)
          < ($1.element.code.lowerBound, -$1.element.code.upperBound, -$1.offset)
      }
      .map(\.element)
    var counts: [Int: [Int: Int]] = [:]
    func steps(of section: DrawingSection, skipping routines: [Range<Int>]) -> [DrawingStep] {
      var trace = CodeTrace(
        program, targets: targets, parameters: section.qubits(from: program.circuit.qubitCount), isUnicode: isUnicode)
      trace.read(
        section.code, skipping: routines, regions: regions.filter { section.code.contains($0.code.lowerBound) })
      counts.merge(trace.countsOfCalls) { first, second in first.merging(second) { one, _ in one } }
      return trace.steps
    }
    let main = DrawingSection(title: nil, code: program.code.indices)
    var result = [(main, steps(of: main, skipping: bodies))]
    var subroutines: [(DrawingSection, [DrawingStep])] = []
    for (index, body) in bodies.enumerated().reversed() {
      var section = DrawingSection(heading: heading(of: index, body), code: body)
      for place in section.parameters.indices where section.parameters[place].count == nil {
        let count = counts[index]?[section.parameters[place].place]
        section.parameters[place].count = count.flatMap { $0 <= DrawingSection.mostQubits ? $0 : nil }
      }
      subroutines.append((section, steps(of: section, skipping: [])))
    }
    result += subroutines.reversed()
    return result
  }

  private func heading(of index: Int, _ body: Range<Int>) -> String {
    program.regions.last { $0.code == body }?.title ?? "def \(program.routines[index].name)(...)"
  }
}

extension Program {
  /// The code of a subroutine: the instruction before it jumps over it.
  func body(ofRoutine index: Int) -> Range<Int>? {
    let entry = routines[index].entry
    guard entry > 0, entry <= code.count, case .jump(let end) = code[entry - 1], end >= entry else { return nil }
    return entry..<min(end, code.count)
  }
}
