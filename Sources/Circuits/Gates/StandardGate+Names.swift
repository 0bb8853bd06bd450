extension StandardGate {
  /// The rows that code outside the table speaks of by name.
  package static let gphase = row("gphase")
  package static let U = row("U")
  package static let p = row("p")
  package static let cu = row("cu")
  package static let x = row("x")
  package static let cx = row("cx")
  package static let h = row("h")
  package static let sdg = row("sdg")

  /// A row that the table must have; a test sees to it that each of these names is the name of what it gives.
  private static func row(_ name: String) -> StandardGate { StandardGate(name) ?? all[0] }
}
