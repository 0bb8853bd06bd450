import Formats
import Testing

/// Damaged files are errors or other files, never a trap.
@Suite struct DamagedFilesTests {
  /// A fixed sequence of numbers (Knuth's multiplier).
  private struct Sequence: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 33
    }
  }

  /// The bytes with some replaced, removed, repeated or cut off.
  private static func damaged(_ bytes: [UInt8], _ sequence: inout Sequence) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &sequence) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &sequence)
      switch Int.random(in: 0..<5, using: &sequence) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &sequence)
      case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &sequence)
      case 2: bytes.remove(at: place)
      case 3: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
      default: bytes = Array(bytes[..<place])
      }
    }
    return bytes
  }

  private static func readAll(_ bytes: [UInt8]) {
    _ = try? Gzip.unpack(bytes, limit: 1 << 16)
    _ = try? NumberArray(numPy: bytes)
    _ = try? NumberArray(idx: bytes)
    if let archive = try? ZipArchive(bytes) {
      for name in archive.names.prefix(3) {
        if let contents = try? archive.contents(of: name, limit: 1 << 16) { _ = try? NumberArray(numPy: contents) }
      }
    }
    guard var reader = try? CSVReader(bytes) else { return }
    while let fields = try? reader.next() {
      for field in fields.prefix(3) {
        _ = try? reader.text(of: field)
        _ = reader.number(of: field)
      }
    }
  }

  @Test(
    "No reader traps on damaged files",
    arguments: [
      "arrays/fortran.npy", "arrays/version2.npy", "arrays/packed.npz", "arrays/stored.npz", "arrays/images.idx",
      "arrays/labels.idx.gz", "packed/small.gz", "packed/small.csv",
    ])
  func damage(name: String) throws {
    let bytes = try Fixture.bytes(name)
    var sequence = Sequence(state: UInt64(name.utf8.count))
    for _ in 0..<150 { Self.readAll(Self.damaged(bytes, &sequence)) }
  }
}
