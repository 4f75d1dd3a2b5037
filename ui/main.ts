import 'element-plus/theme-chalk/base.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import './styles/element.css'
import { createApp } from 'vue'

import { gestures, somebodyIsThere } from './api/presence.ts'
import App from './App.vue'
import { preferencesReady } from './composables/usePreferences.ts'
import { i18n } from './i18n.ts'
import { router } from './router.ts'

for (const gesture of gestures) addEventListener(gesture, () => somebodyIsThere(), { capture: true, passive: true })

await preferencesReady
createApp(App).use(i18n).use(router).mount('#app')
