import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

import { precompressed } from './precompressed.ts'

export default defineConfig({
  plugins: [vue(), precompressed()],
  // The strict CSP allows no eval: vue-i18n compiles messages to an AST instead, which is its default here.
  define: {
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: true,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  // Offices still run Windows 7, whose last Chromium is 109: light-dark() and newer syntax are rewritten for it.
  build: {
    target: ['chrome109', 'firefox115', 'safari16'],
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    // The charts come after the first page; what a first page weighs is tested in test/journeys/firstLoad.test.ts.
    chunkSizeWarningLimit: 1_000,
  },
  // The address of our own sources under ui/api begins like that of the API.
  server: { proxy: { '^/api/(?!.*\\.ts)': process.env['API_URL'] ?? 'http://127.0.0.1:8080' } },
})
