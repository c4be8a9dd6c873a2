package codepkg

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
)

// The container of a compiled package: a header of 18 bytes, an index, and the files,
// all numbers big-endian:
//
//	0  1  0xBE
//	1  4  edition, not looked at
//	5  4  length of the index, from offset 14
//	9  4  length of the files
//	13 1  0xED
//	14 4  number of files; for each: length of the name, name, offset, size
const (
	wxapkgHeader  = 18
	wxapkgMaxName = 1024
	// maxArchived bounds the number of files in an archive.
	maxArchived = 65_536
)

// encryptedMark begins the form in which the desktop client keeps packages.
const encryptedMark = "V1MMWX"

var errEncrypted = errors.New("the package is encrypted, as the desktop client keeps it: take the plain package from the build, or export it with the developer tools")

// isWxapkg tells the container by its marks.
func isWxapkg(data []byte) bool {
	return len(data) >= wxapkgHeader && data[0] == 0xBE && data[13] == 0xED
}

// readWxapkg hands the files of a container to add, in the order of its index. What is
// wrong with single entries goes to bad; the error is about the whole.
func readWxapkg(data []byte, add func(name string, body []byte), bad func(name, why string)) error {
	if !isWxapkg(data) {
		return errors.New("it does not begin like a code package")
	}
	count := binary.BigEndian.Uint32(data[14:])
	if count > maxArchived {
		return fmt.Errorf("its header speaks of %d files; the limit is %d: the file is damaged", count, maxArchived)
	}
	index, pos, err := wxapkgIndex(data, int(count))
	if err != nil {
		return err
	}
	for i, e := range index {
		switch {
		case uint64(e.offset)+uint64(e.size) > uint64(len(data)):
			bad(e.name, "it reaches beyond the end of the package, which is cut off or damaged")
		case e.size > 0 && int(e.offset) < pos:
			bad(e.name, "it lies in the package's index: the package is damaged")
		case e.overlaps(index[:i]):
			bad(e.name, "it shares bytes with another file of the package, as no build makes them")
		default:
			add(strings.TrimPrefix(e.name, "/"), data[e.offset:e.offset+e.size])
		}
	}
	return nil
}

type wxapkgEntry struct {
	name         string
	offset, size uint32
}

// overlaps tells whether an entry shares some but not all bytes with an earlier one:
// builds may keep equal files once.
func (e wxapkgEntry) overlaps(earlier []wxapkgEntry) bool {
	if e.size == 0 {
		return false
	}
	for _, o := range earlier[max(0, len(earlier)-64):] { // an index is mostly in the order of the files
		if o.size > 0 && (o.offset != e.offset || o.size != e.size) && uint64(o.offset) < uint64(e.offset)+uint64(e.size) && uint64(e.offset) < uint64(o.offset)+uint64(o.size) {
			return true
		}
	}
	return false
}

// wxapkgIndex reads the index; pos is where it ends.
func wxapkgIndex(data []byte, count int) (index []wxapkgEntry, pos int, err error) {
	pos = wxapkgHeader
	number := func() (uint32, bool) {
		if pos+4 > len(data) {
			return 0, false
		}
		n := binary.BigEndian.Uint32(data[pos:])
		pos += 4
		return n, true
	}
	for i := range count {
		n, ok := number()
		if !ok || n == 0 || n > wxapkgMaxName || pos+int(n) > len(data) {
			return nil, 0, fmt.Errorf("its index is cut off or damaged at file %d of %d", i+1, count)
		}
		e := wxapkgEntry{name: string(data[pos : pos+int(n)])}
		pos += int(n)
		var there, sized bool
		e.offset, there = number()
		e.size, sized = number()
		if !there || !sized {
			return nil, 0, fmt.Errorf("its index is cut off at file %d of %d", i+1, count)
		}
		index = append(index, e)
	}
	return index, pos, nil
}
