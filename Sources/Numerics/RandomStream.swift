/// Random numbers that depend on nothing but a seed and a path of labels.
///
/// `RandomStream(seed: 7).substream("shots/3")` gives the same numbers wherever and in whatever order streams are
/// made, so any part of a computation can be repeated alone. The seed is Philox's key, the hash of the labels the
/// upper half of its counter, and the place in the stream the lower half.
@frozen @usableFromInline
package struct RandomStream: RandomNumberGenerator, Hashable, Sendable {
  @usableFromInline let seed: UInt64
  @usableFromInline let label: UInt64
  @usableFromInline var block: UInt64 = 0
  /// The second half of the last block, while it is not used.
  @usableFromInline var spare: UInt64?

  package init(seed: UInt64) { self.init(seed: seed, label: 0) }

  private init(seed: UInt64, label: UInt64) {
    self.seed = seed
    self.label = label
  }

  /// The stream of a label under this one, wherever this one stands. `substream("a").substream("b")` is another
  /// stream than `substream("a/b")`.
  package func substream(_ name: String) -> RandomStream {
    var hash = StableHash()
    hash.combine(label)
    hash.combine(name)
    return RandomStream(seed: seed, label: hash.value)
  }

  /// The stream of a number under this one; no label gives the same stream.
  package func substream(_ number: Int) -> RandomStream {
    var hash = StableHash()
    hash.combine(label)
    // A byte that text never holds keeps numbers and labels apart.
    hash.combine(UInt8.max)
    hash.combine(UInt64(bitPattern: Int64(number)))
    return RandomStream(seed: seed, label: hash.value)
  }

  @inlinable
  package mutating func next() -> UInt64 {
    if let spare {
      self.spare = nil
      return spare
    }
    let words = Philox.block(
      counter: SIMD4(
        UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32),
        UInt32(truncatingIfNeeded: label), UInt32(truncatingIfNeeded: label >> 32)),
      key: SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)))
    block &+= 1
    spare = UInt64(words.z) | UInt64(words.w) << 32
    return UInt64(words.x) | UInt64(words.y) << 32
  }

  /// A number in [0, 1), one of the 2^53 multiples of 2^-53.
  @inlinable
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}
