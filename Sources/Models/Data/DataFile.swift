internal import Formats

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file of data: its bytes, unpacked where gzip packed them.
struct DataFile {
  /// More bytes are not read, packed or not.
  static let largest = 1 << 29

  let path: String
  let bytes: [UInt8]

  init(path: String, bytes: [UInt8]) throws(DataError) {
    self.path = path
    guard Gzip.isGzip(bytes) else {
      self.bytes = bytes
      return
    }
    do { self.bytes = try Gzip.unpack(bytes, limit: Self.largest) } catch { throw DataError(error, in: path) }
  }

  /// Reads a file.
  init(path: String) throws(DataError) {
    guard !path.utf8.contains(0), let file = fopen(path, "rb") else {
      throw DataError("the file cannot be opened: \(Self.reason())", file: path, help: "check the path")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { break }
      bytes.append(contentsOf: chunk[..<count])
      guard bytes.count <= Self.largest else {
        throw DataError("the file has more than \(Self.largest) bytes", file: path, help: "use fewer rows")
      }
    }
    guard ferror(file) == 0 else {
      throw DataError("the file cannot be read: \(Self.reason())", file: path, help: "name a file")
    }
    try self.init(path: path, bytes: bytes)
  }

  /// The system's word for what went wrong last.
  private static func reason() -> String {
    strerror(errno).map { String(cString: $0).lowercased() } ?? "unknown reason"
  }

  static func exists(_ path: String) -> Bool { !path.utf8.contains(0) && access(path, F_OK) == 0 }
}
