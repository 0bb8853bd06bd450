extension DeviceMap {
  private static let largestRadius = 22.0

  func draw(on canvas: inout ChartCanvas) {
    guard let layout = DeviceLayout(qubits, canvas: canvas) else {
      canvas.noData()
      canvas.notes(qubits.isEmpty ? [] : ["No qubit has a place."])
      return
    }
    let qubitRamp = ErrorRamp(qubits.map(\.error))
    let couplingRamp = ErrorRamp(couplings.map(\.error))
    drawRamps(qubitRamp, couplingRamp, on: &canvas)
    let top = canvas.height + 8
    drawCasings(layout, top: top, on: &canvas)
    for coupling in couplings { draw(coupling, couplingRamp, layout, top: top, on: &canvas) }
    for qubit in qubits { draw(qubit, qubitRamp, layout, top: top, on: &canvas) }
    canvas.height = top + layout.height
    canvas.notes(notes(layout))
  }

  private func notes(_ layout: DeviceLayout) -> [String] {
    var notes: [String] = []
    if !layout.hasLabels { notes.append("Labels that do not fit into the circles are in the data table.") }
    if couplings.contains(where: \.isBroken) || qubits.contains(where: \.isBroken) {
      notes.append("What is crossed out does not work.")
    }
    if qubits.contains(where: { $0.error == nil && !$0.isBroken }) || couplings.contains(where: { $0.error == nil }) {
      notes.append("What is dashed has no known error.")
    }
    let missing = qubits.count { layout.place(of: $0) == nil }
    if missing > 0 { notes.append(missing == 1 ? "1 qubit has no place." : "\(missing) qubits have no place.") }
    return notes
  }

  private func drawRamps(_ qubitRamp: ErrorRamp?, _ couplingRamp: ErrorRamp?, on canvas: inout ChartCanvas) {
    let ramps = [(qubitTitle, qubitRamp), (couplingTitle, couplingRamp)].compactMap { title, ramp in
      ramp.map { (title, $0) }
    }
    let isWide = canvas.form == .wide
    for (index, (title, ramp)) in ramps.enumerated() {
      ramp.draw(title, atX: isWide ? Double(index) * 340 : 0, width: 320, on: &canvas)
      if !isWide || index == ramps.count - 1 { canvas.height += 62 }
    }
  }

  /// Darker lines behind the couplings, so that pale ones are seen.
  private func drawCasings(_ layout: DeviceLayout, top: Double, on canvas: inout ChartCanvas) {
    var path = PathText()
    for coupling in couplings where !coupling.isBroken && coupling.error?.isFinite == true {
      guard let (start, end) = ends(of: coupling, layout) else { continue }
      path.segment(start.x, top + start.y, end.x, top + end.y)
    }
    canvas.path(path, style: "casing\(layout.isCrowded ? " thin" : "")")
  }

  private func ends(
    of coupling: Coupling, _ layout: DeviceLayout
  ) -> (start: (x: Double, y: Double), end: (x: Double, y: Double))? {
    guard qubits.indices.contains(coupling.first), qubits.indices.contains(coupling.second),
      let start = layout.place(of: qubits[coupling.first]), let end = layout.place(of: qubits[coupling.second])
    else { return nil }
    return (start, end)
  }

  private func draw(
    _ coupling: Coupling, _ ramp: ErrorRamp?, _ layout: DeviceLayout, top: Double, on canvas: inout ChartCanvas
  ) {
    guard let (start, end) = ends(of: coupling, layout) else { return }
    let step = coupling.isBroken ? nil : ramp?.step(of: coupling.error)
    let width = layout.isCrowded ? "coupling thin" : "coupling"
    canvas.line(
      start.x, top + start.y, end.x, top + end.y, style: step.map { "\(width) l\($0)" } ?? "coupling unknown")
    if coupling.isBroken {
      drawCross(atX: (start.x + end.x) / 2, y: top + (start.y + end.y) / 2, layout.radius * 0.4, on: &canvas)
    }
  }

  private func draw(
    _ qubit: Qubit, _ ramp: ErrorRamp?, _ layout: DeviceLayout, top: Double, on canvas: inout ChartCanvas
  ) {
    guard let place = layout.place(of: qubit) else { return }
    let step = qubit.isBroken ? nil : ramp?.step(of: qubit.error)
    canvas.append { markup in
      markup.empty(
        "circle",
        [
          "class": step.map { "qubit e\($0)" } ?? "qubit unknown", "cx": NumberText.coordinate(place.x),
          "cy": NumberText.coordinate(top + place.y), "r": NumberText.coordinate(layout.radius),
        ])
    }
    if qubit.isBroken { drawCross(atX: place.x, y: top + place.y, layout.radius * 0.8, on: &canvas) }
    guard layout.hasLabels else { return }
    canvas.text(
      qubit.label, x: place.x, y: top + place.y + 4, anchor: .middle,
      style: "qubit-label \(step.map { "f\($0)" } ?? "backed")")
  }

  private func drawCross(atX x: Double, y: Double, _ size: Double, on canvas: inout ChartCanvas) {
    let path = PathText {
      $0.segment(x - size, y - size, x + size, y + size)
      $0.segment(x - size, y + size, x + size, y - size)
    }
    canvas.path(path, style: "cross")
  }

  /// Fits the places of the qubits into a canvas, with circles that do not touch.
  private struct DeviceLayout {
    let radius: Double
    let height: Double
    /// Whether all labels fit into their circles; others would be read as their neighbours'.
    let hasLabels: Bool
    private let scale: Double
    private let origin: (x: Double, y: Double)
    private let margin: (x: Double, y: Double)

    /// Nil where no qubit has a place.
    init?(_ qubits: [Qubit], canvas: ChartCanvas) {
      let places = qubits.filter { Self.isPlace($0.x) && Self.isPlace($0.y) }.map { SIMD2($0.x, $0.y) }
      guard let first = places.first else { return nil }
      var (low, high) = (first, first)
      for place in places { (low, high) = (pointwiseMin(low, place), pointwiseMax(high, place)) }
      let span = high - low
      let room = SIMD2(canvas.width - 8, canvas.form == .wide ? 520 : 420)
      let distance = Self.leastDistance(places)
      // Circles take up to three quarters of the way to the nearest neighbour, and stand within the room.
      let diameter = distance * 0.72
      let fitting = (room / (span + SIMD2(repeating: max(diameter, 1e-12)))).min()
      let largest = 2 * DeviceMap.largestRadius / max(diameter, 1e-12)
      let scale = max(0, min(fitting, largest, 1e12))
      radius = min(max(scale * diameter / 2, 2.5), DeviceMap.largestRadius)
      let longest = qubits.map(\.label.count).max() ?? 0
      hasLabels = Double(longest) * 7 <= radius * 2 - 2
      self.scale = scale
      origin = (low.x, low.y)
      margin = (radius + 2, radius + 2)
      height = span.y * scale + 2 * margin.y + 4
    }

    /// Whether qubits are too small for thick lines between them.
    var isCrowded: Bool { radius < 9 }

    private static func isPlace(_ value: Double) -> Bool { value.isFinite && abs(value) < 1e9 }

    /// The least distance between two different places; 1 where there are none.
    private static func leastDistance(_ places: [SIMD2<Double>]) -> Double {
      var least = Double.infinity
      let shown = places.prefix(2000)
      for (index, place) in shown.enumerated() {
        for other in shown.prefix(index) {
          let way = place - other
          let square = (way * way).sum()
          if square > 1e-12 { least = min(least, square) }
        }
      }
      return least.isFinite ? least.squareRoot() : 1
    }

    func place(of qubit: Qubit) -> (x: Double, y: Double)? {
      guard Self.isPlace(qubit.x), Self.isPlace(qubit.y) else { return nil }
      return (margin.x + (qubit.x - origin.x) * scale, margin.y + (qubit.y - origin.y) * scale)
    }
  }
}
