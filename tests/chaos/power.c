/*
 * Preloaded into a hub's process (LD_PRELOAD): tells apart what the hub wrote and what it made sure of.
 *
 * Every change of a file below POWER_FOLDER is first noted in POWER_LOG with its bytes, and every fsync that came back
 * is noted after it. From these notes tests/chaos/power.ts works out what a disk holds when the power is cut: what was
 * synced, and of the rest as little as it likes. A page of numbers (POWER_SWITCHES) lets the test break the disk while
 * the hub runs: the n-th fsync fails, or every write does.
 *
 * -shm is memory and not meant to last; the lock, the pid and kept copies of the pages promise nothing.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { MADE = 1, WRITTEN, CUT, SYNCED, FOLDER_SYNCED, REMOVED, RENAMED, LINKED, SYNC_FAILED };

/* Little-endian as the machine is: kind, length of the name, place in the file, length of the bytes. */
struct note {
  uint32_t kind, name_length;
  uint64_t offset, length;
};

struct switches {
  int32_t failing_sync; /* counts down at each file's fsync; the one that makes it 0 fails with EIO; 0: none does */
  int32_t write_error;  /* errno of every write while it is not 0 */
  int32_t syncs;        /* fsyncs of files and folders so far */
  int32_t failed;       /* calls that were made to fail */
  int32_t bad_folders;  /* the fsync of every folder fails while it is not 0 */
  int32_t last_sync;    /* counts down at each file's fsync; before the one that makes it 0 the process is killed */
};

/* What a cheap disk takes: long enough for the power to go in the middle of it. */
#define SYNC_US 4000

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char folder[PATH_MAX];
static size_t folder_length;
static int log_fd = -1;
static struct switches none, *switches = &none;

__attribute__((constructor)) static void start(void) {
  const char *where = getenv("POWER_FOLDER"), *log = getenv("POWER_LOG"), *page = getenv("POWER_SWITCHES");
  if (!where || !log || !page || !realpath(where, folder)) return;
  folder_length = strlen(folder);
  log_fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  int fd = syscall(SYS_openat, AT_FDCWD, page, O_RDWR | O_CLOEXEC, 0600);
  if (log_fd < 0 || fd < 0) abort();
  switches = mmap(NULL, sizeof *switches, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  syscall(SYS_close, fd);
  if (switches == MAP_FAILED) abort();
}

static int ends_with(const char *name, const char *end) {
  size_t a = strlen(name), b = strlen(end);
  return a >= b && !strcmp(name + a - b, end);
}

/* The name inside the folder, or NULL for what is not watched. */
static const char *inside(const char *path) {
  if (log_fd < 0 || strncmp(path, folder, folder_length) || path[folder_length] != '/') return NULL;
  const char *name = path + folder_length + 1;
  if (ends_with(name, "-shm") || !strncmp(name, "hub.", 4) || !strncmp(name, "assets", 6)) return NULL;
  return name;
}

/* The absolute path of a file that may not be there yet: its folder must be. */
static const char *named(int at, const char *path, char *space) {
  char full[PATH_MAX], parent[PATH_MAX];
  if (log_fd < 0 || (path[0] != '/' && at != AT_FDCWD)) return NULL;
  snprintf(full, sizeof full, "%s", path);
  char *slash = strrchr(full, '/');
  const char *last = slash ? slash + 1 : full;
  if (slash) *slash = 0;
  if (!realpath(slash ? (full[0] ? full : "/") : ".", parent)) return NULL;
  if (snprintf(space, PATH_MAX, "%s/%s", parent, last) >= PATH_MAX) return NULL;
  return inside(space);
}

static const char *of_fd(int fd, char *space) {
  char link[64];
  if (log_fd < 0 || fd == log_fd) return NULL;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, space, PATH_MAX - 1);
  if (length <= 0) return NULL;
  space[length] = 0;
  return inside(space);
}

static int is_folder(int fd) {
  struct stat about;
  return !fstat(fd, &about) && S_ISDIR(about.st_mode);
}

static void say(uint32_t kind, const char *name, uint64_t offset, const void *bytes, uint64_t length) {
  struct note note = {kind, (uint32_t)strlen(name), offset, length};
  struct iovec parts[3] = {{&note, sizeof note}, {(void *)name, note.name_length}, {(void *)bytes, bytes ? length : 0}};
  ssize_t want = sizeof note + note.name_length + (bytes ? length : 0);
  if (syscall(SYS_writev, log_fd, parts, 3) != want) abort();
}

static int refused(void) {
  if (!switches->write_error) return 0;
  __atomic_add_fetch(&switches->failed, 1, __ATOMIC_SEQ_CST);
  errno = switches->write_error;
  return 1;
}

/* Files */

static int open_at(int at, const char *path, int flags, mode_t mode) {
  char space[PATH_MAX];
  const char *name = (flags & (O_CREAT | O_TRUNC)) ? named(at, path, space) : NULL;
  if (!name) return syscall(SYS_openat, at, path, flags, mode);
  if (refused()) return -1;
  pthread_mutex_lock(&turn);
  int new = access(space, F_OK) != 0;
  int fd = syscall(SYS_openat, at, path, flags, mode);
  int kept = errno;
  if (fd >= 0 && new) say(MADE, name, 0, NULL, 0);
  else if (fd >= 0 && (flags & O_TRUNC)) say(CUT, name, 0, NULL, 0);
  pthread_mutex_unlock(&turn);
  errno = kept;
  return fd;
}

int open(const char *path, int flags, ...) {
  va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);
  return open_at(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);
  return open_at(AT_FDCWD, path, flags, mode);
}
int openat(int at, const char *path, int flags, ...) {
  va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);
  return open_at(at, path, flags, mode);
}
int openat64(int at, const char *path, int flags, ...) {
  va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);
  return open_at(at, path, flags, mode);
}

static ssize_t write_at(int fd, const char *name, const void *bytes, size_t length, off_t offset, int moves) {
  if (refused()) return -1;
  pthread_mutex_lock(&turn);
  if (moves) {
    struct stat about;
    int appends = fcntl(fd, F_GETFL) & O_APPEND;
    offset = appends && !fstat(fd, &about) ? about.st_size : lseek(fd, 0, SEEK_CUR);
  }
  say(WRITTEN, name, offset, bytes, length);
  ssize_t done = moves ? syscall(SYS_write, fd, bytes, length) : syscall(SYS_pwrite64, fd, bytes, length, offset);
  /* A real disk that fills up under a test would make the notes a lie. */
  if (done != (ssize_t)length) abort();
  pthread_mutex_unlock(&turn);
  return done;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  char space[PATH_MAX];
  const char *name = of_fd(fd, space);
  return name ? write_at(fd, name, bytes, length, 0, 1) : syscall(SYS_write, fd, bytes, length);
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) {
  char space[PATH_MAX];
  const char *name = of_fd(fd, space);
  return name ? write_at(fd, name, bytes, length, offset, 0) : syscall(SYS_pwrite64, fd, bytes, length, offset);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return pwrite64(fd, bytes, length, offset); }

ssize_t writev(int fd, const struct iovec *parts, int count) {
  char space[PATH_MAX];
  if (!of_fd(fd, space)) return syscall(SYS_writev, fd, parts, count);
  ssize_t all = 0;
  for (int at = 0; at < count; at++) {
    ssize_t done = write(fd, parts[at].iov_base, parts[at].iov_len);
    if (done < 0) return done;
    all += done;
  }
  return all;
}

int ftruncate64(int fd, off_t length) {
  char space[PATH_MAX];
  const char *name = of_fd(fd, space);
  if (!name) return syscall(SYS_ftruncate, fd, length);
  if (refused()) return -1;
  pthread_mutex_lock(&turn);
  say(CUT, name, 0, NULL, length);
  int done = syscall(SYS_ftruncate, fd, length);
  pthread_mutex_unlock(&turn);
  return done;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int sync_with(int fd, long call) {
  char space[PATH_MAX];
  const char *name = of_fd(fd, space);
  int root = !name && log_fd >= 0 && fd != log_fd && !strcmp(space, folder);
  if (!name && !root) return syscall(call, fd);
  __atomic_add_fetch(&switches->syncs, 1, __ATOMIC_SEQ_CST);
  usleep(SYNC_US);
  int folder_of_names = is_folder(fd);
  if (!folder_of_names && switches->last_sync > 0 && !__atomic_sub_fetch(&switches->last_sync, 1, __ATOMIC_SEQ_CST))
    kill(getpid(), SIGKILL);
  if (folder_of_names && switches->bad_folders) {
    __atomic_add_fetch(&switches->failed, 1, __ATOMIC_SEQ_CST);
    errno = EIO;
    return -1;
  }
  if (!folder_of_names && switches->failing_sync > 0 && __atomic_sub_fetch(&switches->failing_sync, 1, __ATOMIC_SEQ_CST) == 0) {
    __atomic_add_fetch(&switches->failed, 1, __ATOMIC_SEQ_CST);
    /* As Linux does: the pages count as clean from now on, and are never written. */
    pthread_mutex_lock(&turn);
    say(SYNC_FAILED, name, 0, NULL, 0);
    pthread_mutex_unlock(&turn);
    errno = EIO;
    return -1;
  }
  /* The disk of the test itself need not be waited for: nobody cuts its power. */
  pthread_mutex_lock(&turn);
  say(folder_of_names ? FOLDER_SYNCED : SYNCED, name ? name : "", 0, NULL, 0);
  pthread_mutex_unlock(&turn);
  return 0;
}
int fsync(int fd) { return sync_with(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_with(fd, SYS_fdatasync); }

/* Names */

static int named_change(uint32_t kind, const char *from, const char *to, long call) {
  char space_from[PATH_MAX], space_to[PATH_MAX];
  const char *old = named(AT_FDCWD, from, space_from), *new = to ? named(AT_FDCWD, to, space_to) : NULL;
  if (!old && !new) return to ? syscall(call, from, to) : syscall(call, from);
  /* Nothing of the hub moves files in or out of its folder. */
  if (to && (!old || !new)) abort();
  if (refused()) return -1;
  pthread_mutex_lock(&turn);
  int done = to ? syscall(call, from, to) : syscall(call, from);
  int kept = errno;
  if (!done) say(kind, old, 0, new, new ? strlen(new) : 0);
  pthread_mutex_unlock(&turn);
  errno = kept;
  return done;
}
int unlink(const char *path) { return named_change(REMOVED, path, NULL, SYS_unlink); }
int rename(const char *from, const char *to) { return named_change(RENAMED, from, to, SYS_rename); }
int link(const char *from, const char *to) { return named_change(LINKED, from, to, SYS_link); }
