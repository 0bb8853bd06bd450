package import Formats
internal import Numerics

extension DataSet {
  /// Examples from an array whose first axis counts them, and their labels from an array of one axis; a second and
  /// third axis of equal standing make images.
  package init(
    examples: NumberArray, labels: NumberArray, name: String, options: DataOptions = .init()
  ) throws(DataError) {
    guard examples.shape.count >= 2, examples.shape.dropFirst().allSatisfy({ $0 > 0 }) else {
      throw DataError(
        "the array of examples must have a row for each, not the shape \(examples.shape)", at: "x",
        help: "reshape it: x.reshape(len(x), -1)")
    }
    let rowCount = examples.shape[0]
    guard rowCount > 0 else { throw DataError("there are no examples", at: "x", help: "save at least two rows") }
    let isColumn = labels.shape.count == 1 || (labels.shape.count == 2 && labels.shape[1] == 1)
    guard isColumn else {
      throw DataError(
        "the array of labels must have one axis, not the shape \(labels.shape)", at: "y",
        help: "save one number for each example: y.argmax(axis=1) turns columns of 0 and 1 into classes")
    }
    guard labels.values.count == rowCount else {
      throw DataError(
        "there are \(rowCount) examples, but \(labels.values.count) labels",
        help: "name the two files of one set, examples first")
    }
    let featureCount = examples.values.count / rowCount
    try Self.checkFinite(examples.values, rowCount: rowCount, name: "x")
    try Self.checkFinite(labels.values, rowCount: rowCount, name: "y")
    let pixels = examples.shape.dropFirst()
    let shape = Array(pixels.count == 3 ? pixels.filter { $0 != 1 } : Array(pixels))
    let image = shape.count == 2 ? ImageShape(height: shape[0], width: shape[1]) : nil
    self.init(
      name: name, featureNames: image?.pixelNames ?? (0..<featureCount).map { "x_\($0)" },
      features: RealMatrix(rowCount: rowCount, columnCount: featureCount, elements: examples.values),
      labels: try Labels(labels.values, as: options.labelKind), image: image)
  }

  private static func checkFinite(_ values: [Double], rowCount: Int, name: String) throws(DataError) {
    guard let place = values.firstIndex(where: { !$0.isFinite }) else { return }
    let columnCount = values.count / rowCount
    let column = columnCount > 1 ? "[\(place % columnCount)]" : ""
    throw DataError(
      "must be a finite number, not \(values[place])", at: "\(name)[\(place / columnCount)]\(column)",
      help: "fill it in, or remove the row")
  }

  /// Reads files: one table or one `.npz` file of two arrays, or two files of arrays (NumPy or IDX), examples first.
  /// Any of them may be packed by gzip. What a file is, its first bytes tell.
  package init(files paths: [String], options: DataOptions = .init()) throws(DataError) {
    let name = paths.joined(separator: ",")
    guard let first = paths.first, paths.count <= 2 else {
      throw DataError("'\(name)' names \(paths.count) files", help: "name a table, or examples and labels")
    }
    try self.init(DataFile(path: first), labels: paths.dropFirst().first, name: name, options: options)
  }

  /// Reads what a file holds, of whatever name, as standard input has it.
  package init(bytes: [UInt8], name: String, options: DataOptions = .init()) throws(DataError) {
    try self.init(DataFile(path: name, bytes: bytes), labels: nil, name: name, options: options)
  }

  private init(_ file: DataFile, labels: String?, name: String, options: DataOptions) throws(DataError) {
    if let examples = try NumberArray(file) {
      let labels = try Self.labels(for: file.path, given: labels)
      do {
        try self.init(examples: examples, labels: labels, name: name, options: options)
      } catch { throw error.inFile(name) }
    } else if labels != nil {
      throw DataError(
        "must be an array of NumPy or IDX, as two files are given", file: file.path,
        help: "write it with numpy.save, or name one table alone")
    } else if ZipArchive.isZip(file.bytes) {
      try self.init(archive: file, options: options)
    } else {
      try self.init(csv: file.bytes, name: name, file: file.path, options: options)
    }
  }

  /// The labels beside a file of examples: as named, or in the file whose name MNIST's custom gives.
  private static func labels(for path: String, given: String?) throws(DataError) -> NumberArray {
    let folderEnd = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let customary =
      path[..<folderEnd]
      + path[folderEnd...].replacing("images", with: "labels")
      .replacing("idx3", with: "idx1")
    guard let labels = given ?? (customary != path && DataFile.exists(String(customary)) ? String(customary) : nil)
    else {
      throw DataError("the file holds examples without labels", file: path, help: "name both files: \(path),LABELS")
    }
    guard let array = try NumberArray(DataFile(path: labels)) else {
      throw DataError("must be an array of NumPy or IDX", file: labels, help: "write the labels with numpy.save")
    }
    return array
  }

  /// How archives call examples and labels.
  private static let archiveNames = [
    ("x", "y"), ("X", "y"), ("x_train", "y_train"), ("X_train", "y_train"), ("data", "target"), ("data", "labels"),
    ("images", "labels"),
  ]

  private init(archive file: DataFile, options: DataOptions) throws(DataError) {
    do throws(FormatError) {
      let archive = try ZipArchive(file.bytes)
      let names = Set(archive.names)
      guard let pair = Self.archiveNames.first(where: { names.isSuperset(of: ["\($0.0).npy", "\($0.1).npy"]) }) else {
        throw FormatError(
          "the archive holds no examples and labels",
          help: "write it with numpy.savez(\"FILE.npz\", x=examples, y=labels)")
      }
      let arrays = try ["\(pair.0).npy", "\(pair.1).npy"].map { name throws(FormatError) in
        try NumberArray(numPy: archive.contents(of: name, limit: DataFile.largest))
      }
      do throws(DataError) {
        try self.init(examples: arrays[0], labels: arrays[1], name: file.path, options: options)
      } catch {
        throw FormatError(error.message, path: error.path, help: error.help)
      }
    } catch {
      throw DataError(error, in: file.path)
    }
  }
}

extension DataError {
  /// The same error, as one of a file.
  fileprivate func inFile(_ name: String) -> DataError {
    DataError(message, at: path, position: position, file: file ?? name, help: help)
  }
}

extension NumberArray {
  /// The array that a file holds; nil where the file is something else.
  fileprivate init?(_ file: DataFile) throws(DataError) {
    do throws(FormatError) {
      if NumberArray.isNumPy(file.bytes) {
        try self.init(numPy: file.bytes)
      } else if NumberArray.isIDX(file.bytes) {
        try self.init(idx: file.bytes)
      } else {
        return nil
      }
    } catch {
      throw DataError(error, in: file.path)
    }
  }
}
