internal import Formats

/// What one register of bits read, shot by shot.
struct IBMRegister {
  let bitCount: Int
  let shots: Int
  /// So many bytes a shot, bit 0 the lowest of the first byte.
  private let bytes: [UInt8]
  private let stride: Int

  func bit(_ bit: Int, _ shot: Int) -> Bool { bytes[shot * stride + bit >> 3] >> UInt8(bit & 7) & 1 == 1 }

  /// Of texts such as `0x3`, whose lowest bit is bit 0.
  init(samples: JSONReader, bitCount: Int) throws(FormatError) {
    let texts = try samples.array()
    stride = (bitCount + 7) / 8
    var bytes: [UInt8] = []
    bytes.reserveCapacity(texts.count * stride)
    for text in texts {
      var value = [UInt8](repeating: 0, count: stride)
      let digits = try text.string()
      guard digits.hasPrefix("0x"), digits.utf8.count > 2 else { throw text.error("must be a number such as \"0x3\"") }
      for (place, digit) in digits.utf8.dropFirst(2).reversed().enumerated() {
        guard let number = Character(Unicode.Scalar(digit)).hexDigitValue else {
          throw text.error("must be a number such as \"0x3\"")
        }
        guard number > 0 else { continue }
        // Digits have four bits each.
        let highest = 4 * place + 3 - (UInt8(number).leadingZeroBitCount - 4)
        guard highest < bitCount else { throw text.error("has more than \(bitCount) bits") }
        value[place >> 1] |= UInt8(number) << UInt8(4 * (place & 1))
      }
      bytes += value
    }
    self.bytes = bytes
    self.bitCount = bitCount
    shots = texts.count
  }

  /// Of a packed `.npy` array of bytes, shots by bytes, the highest byte first.
  init(array: JSONReader, bitCount: Int, shots asked: Int) throws(FormatError) {
    guard let packed = Base64.bytes(try array.string()) else { throw array.error("must be base64") }
    let stride = (bitCount + 7) / 8
    // A header is short; more shots than were asked for are an error below, not a reason to unpack them all.
    let limit = 65_536 + min(max(asked, 1), 1 << 24) * max(stride, 1)
    let numbers = try NumberArray(numPy: Zlib.unpack(packed, limit: limit))
    guard numbers.shape.count == 2, numbers.shape[1] == stride else {
      throw array.error("must be an array of \(stride) bytes a shot, not of shape \(numbers.shape)")
    }
    shots = numbers.shape[0]
    var bytes = [UInt8](repeating: 0, count: numbers.values.count)
    for (place, value) in numbers.values.enumerated() {
      guard let byte = UInt8(exactly: value) else { throw array.error("must hold bytes, not \(value)") }
      bytes[place / stride * stride + stride - 1 - place % stride] = byte
    }
    let unused = 8 * stride - bitCount
    if unused > 0 {
      for shot in 0..<shots where bytes[shot * stride + stride - 1] >> UInt8(8 - unused) != 0 {
        throw array.error("shot \(shot) has more than \(bitCount) bits")
      }
    }
    self.bytes = bytes
    self.stride = stride
    self.bitCount = bitCount
  }

  /// Of a tensor of truth values, shots by bits, eight in a byte, the first one lowest.
  init(tensor: JSONReader, isPacked: Bool) throws(FormatError) {
    var object = try tensor.object()
    let type = try object.required("dtype")
    guard try type.string() == "bool" else { throw type.error("must be \"bool\"") }
    let shape = try object.required("shape")
    let lengths = try shape.array()
    guard lengths.count == 2 else { throw shape.error("must be shots by bits") }
    let (shots, bitCount) = (try lengths[0].integer(in: 0...1 << 24), try lengths[1].integer(in: 0...1 << 20))
    let (count, isTooLong) = shots.multipliedReportingOverflow(by: bitCount)
    guard !isTooLong, count <= 1 << 33 else { throw shape.error("has too many bits") }
    let data = try object.required("data")
    guard let text = Base64.bytes(try data.string()) else { throw data.error("must be base64") }
    let flat = isPacked ? try Zlib.unpack(text, limit: (count + 7) / 8) : text
    guard flat.count == (count + 7) / 8 else {
      throw data.error("must hold \(count) bits, not \(flat.count) bytes")
    }
    let stride = (bitCount + 7) / 8
    var bytes = [UInt8](repeating: 0, count: shots * stride)
    for shot in 0..<shots {
      for bit in 0..<bitCount {
        let place = shot * bitCount + bit
        if flat[place >> 3] >> UInt8(place & 7) & 1 == 1 { bytes[shot * stride + bit >> 3] |= 1 << UInt8(bit & 7) }
      }
    }
    self.bytes = bytes
    self.stride = stride
    self.shots = shots
    self.bitCount = bitCount
  }
}
