import type { login as zh } from '../zh/login.ts'

export const login: typeof zh = {
  title: 'Log in',
  again: 'Please log in again',
  againWhy: 'You were logged out after a while without use. What you typed is kept; log in and go on.',
  loginName: 'Login name',
  password: 'Password',
  submit: 'Log in',
  forgotten:
    'Forgotten? The secretary can set a new one in Settings; the secretary’s own on the hub’s PC: stop the hub, then npm run hub -- reset-password LOGIN.',
  capsLock: 'Caps lock is on.',
  otherPerson: 'Log in as somebody else',
  changeTitle: 'Choose your own password',
  changeWhy: 'Somebody else chose the present one. Choose one only you know.',
  current: 'Present password',
  next: 'New password',
  repeat: 'New password again',
  repeatFirst: 'Password again',
  notSame: 'The two are not the same.',
  change: 'Change the password',
  changed: 'Password changed; other sessions are logged out.',
  passwordHint: least => `At least ${least} characters. A sentence you remember is best.`,
  passwordGood: 'This password can be used.',
  unreachableTitle: 'The hub does not answer',
  unreachable: 'See whether the hub’s PC is on and on the same network. This page opens by itself when it answers.',
  starting: 'Reaching the hub…',
}
