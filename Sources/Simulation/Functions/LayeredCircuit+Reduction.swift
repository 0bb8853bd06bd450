import Numerics

extension LayeredCircuit {
  /// Leaves out rotations by 0 and layers without any.
  mutating func removeEmpty() {
    for index in layers.indices {
      layers[index].keep(
        strings: layers[index].strings.filter { !$0.angle.isZero },
        tilts: layers[index].tilts.filter { !$0.angle.isZero })
    }
    layers.removeAll { $0.strings.isEmpty && $0.tilts.isEmpty }
  }

  /// Leaves out what no measured Pauli string can see: rotations that commute with all of them and with all that
  /// follows.
  mutating func removeUnseen(by measured: Set<FramedPauli>) {
    var seen = Array(measured)
    for index in layers.indices.reversed() {
      let tilts = layers[index].tilts.filter { tilt in seen.contains { !$0.commutes(with: tilt.axis) } }
      seen += tilts.map(\.axis)
      let strings = layers[index].strings.filter { string in seen.contains { !$0.commutes(with: string.axis) } }
      seen += strings.map(\.axis)
      layers[index].keep(strings: strings, tilts: tilts)
    }
    removeEmpty()
  }

  /// Applies the layers that stand first and have no parameters to the initial state.
  mutating func foldConstants() {
    let isConstant: (Rotation) -> Bool = { $0.angle.isConstant }
    while let layer = layers.first, layer.strings.allSatisfy(isConstant), layer.tilts.allSatisfy(isConstant) {
      for string in layer.strings {
        let half = string.angle.constant / 2
        let (even, odd) = (Complex.phase(-half), Complex.phase(half))
        for index in initial.indices {
          initial[index] = ((UInt32(index) & string.axis.signs).isOdd ? odd : even) * initial[index]
        }
      }
      for tilt in layer.tilts {
        let unit = Complex.phase(tilt.angle.constant / 2)
        let before = initial
        for index in initial.indices {
          let sign = (UInt32(index) & tilt.axis.signs).isOdd ? 1.0 : -1
          initial[index] = unit.real * before[index] + sign * unit.imaginary * before[index ^ Int(tilt.axis.flips)]
        }
      }
      layers.removeFirst()
    }
  }
}
