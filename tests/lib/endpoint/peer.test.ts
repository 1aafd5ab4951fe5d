import { describe, expect, it } from 'vitest'
import { addressBlock, isListed, peerOf } from '../../../lib/endpoint/peer.ts'

const told = (forwarded?: string) =>
  new Headers(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded })

describe('the caller’s address', () => {
  it.each<[string, string | undefined, string, number, string]>([
    ['is the network peer', undefined, '203.0.113.9', 0, '203.0.113.9'],
    ['is never a claim where no proxy is ours', '8.8.8.8', '203.0.113.9', 0, '203.0.113.9'],
    ['is what our one proxy saw', '198.51.100.7', '127.0.0.1', 1, '198.51.100.7'],
    [
      'is not what the caller told our proxy',
      '8.8.8.8, 198.51.100.7',
      '127.0.0.1',
      1,
      '198.51.100.7',
    ],
    [
      'is what the outer of two proxies saw',
      '8.8.8.8, 198.51.100.7, 10.0.0.2',
      '127.0.0.1',
      2,
      '198.51.100.7',
    ],
    [
      'is the outermost told where fewer proxies spoke',
      '198.51.100.7',
      '127.0.0.1',
      2,
      '198.51.100.7',
    ],
    ['is the peer where a proxy said nothing', undefined, '10.0.0.2', 1, '10.0.0.2'],
    ['is the peer where a proxy said nonsense', 'unknown', '10.0.0.2', 1, '10.0.0.2'],
    ['loses a port', '198.51.100.7:4711', '127.0.0.1', 1, '198.51.100.7'],
    ['loses brackets', '[2001:DB8::1]:4711', '127.0.0.1', 1, '2001:db8::1'],
    ['loses its IPv6 dress', undefined, '::ffff:203.0.113.9', 0, '203.0.113.9'],
    ['is empty where nobody knows', undefined, '', 0, ''],
  ])('%s', (_name, forwarded, peer, hops, expected) => {
    expect(peerOf(told(forwarded), peer, hops)).toBe(expected)
  })
})

describe('what counts as one caller', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['2001:0db8:0:0::6', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('%s counts as %s', (address, block) => {
    expect(addressBlock(address)).toBe(block)
  })
})

describe('a list of addresses', () => {
  const listed = ['100.20.5.228', '10.0.0.0/8', '2001:db8::/32']
  it.each([
    ['100.20.5.228', true],
    ['100.20.5.229', false],
    ['10.255.0.1', true],
    ['2001:db8:ffff::1', true],
    ['2001:db9::1', false],
    ['', false],
    ['nonsense', false],
  ])('%s is on it: %s', (address, expected) => {
    expect(isListed(address, listed)).toBe(expected)
  })
})
